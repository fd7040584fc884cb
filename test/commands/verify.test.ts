import { execFileSync } from 'node:child_process'
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hookScript } from '../../src/render/verify.ts'
import {
  type Act,
  bundleProgram,
  type Council,
  openCouncil,
  own,
  response,
  signatures,
  tiex,
  type Who,
} from './verifying.ts'

const consensus = 'rounds/r1/consensus.yaml'

let program = ''
let open: Council
let sealed: Council
let base = ''
let sealedBase = ''

beforeAll(async () => {
  open = openCouncil()
  sealed = openCouncil('sealed')
  program = await bundleProgram(join(open.base, 'program'))
  const printed = await tiex(open, ['verify', '--hook'])
  for (const council of [open, sealed]) {
    council.serve(printed.text, program)
    council.commit('sam', {
      files: { 'tiex.yaml': council.assessment(), 'resources/books.yaml': 'a: 1\n' },
      message: 'begin',
    })
  }
  open.commit('alice', { files: { [own('alice')]: response('alice', 'first') } })
  open.commit('bob', { files: { [own('bob')]: response('bob', 'first') } })
  base = open.commit('fay', { files: { [consensus]: 'format: tiex-consensus/1\n' } })
  sealed.commit('alice', { files: { [own('alice')]: response('alice', 1) } })
  sealedBase = sealed.commit('alice', { files: { [own('alice')]: response('alice', 2) } })
  expect(open.push('main')).toEqual({ code: 0, said: '' })
  expect(sealed.push('main')).toEqual({ code: 0, said: '' })
}, 60_000)

afterAll(() => {
  open.remove()
  sealed.remove()
})

type Step = readonly [Who, Act] | ((council: Council) => void)
type Case = readonly [name: string, steps: readonly Step[], refused: RegExp | 'taken']

/** Does the steps on top of the server's main, pushes, and puts the server back as it was. */
async function pushed(council: Council, start: string, steps: readonly Step[]) {
  council.git('checkout', '--quiet', '--force', '-B', 'work', start)
  for (const step of steps) typeof step === 'function' ? step(council) : council.commit(...step)
  const result = await council.pushHere('work:main')
  writeFileSync(join(council.server, 'refs/heads/main'), `${start}\n`)
  return result
}

/** What the server said, without the breaks of lines. */
const flat = (said: string) => said.replace(/\s*\n(?:remote: *)?/g, ' ')

function expectEnd({ code, said }: { code: number | null; said: string }, wanted: RegExp | 'taken') {
  if (wanted === 'taken') return expect({ code, said }).toEqual({ code: 0, said: '' })
  expect(flat(said)).toMatch(wanted)
  expect(said).toMatch(/remote: Next: /)
  expect(code).toBe(1)
}

const branchOff = (who: Who, act: Act) => (council: Council) => {
  council.git('checkout', '--quiet', '-B', 'side', 'HEAD')
  council.commit(who, act)
  council.git('checkout', '--quiet', 'work')
}
const mergeAs =
  (who: Who, ...args: readonly string[]) =>
  (council: Council) => {
    council.gitAs(who, undefined, 'merge', '--quiet', '--no-ff', '-m', 'merge', ...args, 'side')
  }

describe('a push to an open assessment', () => {
  const cases: readonly Case[] = [
    [
      'of own answers is taken',
      [['alice', { files: { [own('alice')]: response('alice', 'second') } }]],
      'taken',
    ],
    ['of own answers, deleted, is taken', [['bob', { files: { [own('bob')]: null } }]], 'taken'],
    [
      'of a new response under the e-mail alone is taken',
      [['bob', { files: { [own('bob')]: response('bob', 'x') } }]],
      'taken',
    ],
    [
      "of files that are nobody's is taken from anybody",
      [['mallory', { files: { 'notes.txt': 'hello' }, signer: 'nobody' }]],
      'taken',
    ],
    [
      'of a response that is none is refused',
      [['bob', { files: { [own('bob')]: 'answers: hello\n' } }]],
      /is not a response tiex reads: the file has no format/,
    ],
    [
      'of a resource is taken from one who answers',
      [['bob', { files: { 'resources/books.yaml': 'a: 2\n' } }]],
      'taken',
    ],
    [
      'of a resource is refused from a stranger',
      [['mallory', { files: { 'resources/books.yaml': 'a: 2\n' } }]],
      /nobody in tiex.yaml has the e-mail/,
    ],
    [
      "that changes another's answers is refused",
      [['bob', { files: { [own('alice')]: response('alice', 'no') } }]],
      /bob changed the response of alice[\s\S]*leave it to alice[\s\S]*git reset --soft/,
    ],
    [
      "that deletes another's answers is refused",
      [['bob', { files: { [own('alice')]: null } }]],
      /bob changed the response of alice/,
    ],
    [
      "that renames another's answers is refused for both names",
      [(council) => council.git('mv', own('alice'), own('lee')), ['bob', {}]],
      /alice\.yaml[\s\S]*changed the response of alice[\s\S]*lee\.yaml[\s\S]*changed the response of lee/,
    ],
    [
      "that changes another's answers and puts them back is refused twice",
      [
        ['bob', { files: { [own('alice')]: response('alice', 'no') } }],
        ['bob', { files: { [own('alice')]: response('alice', 'first') } }],
      ],
      /2 of 2 commits/,
    ],
    [
      'of a consensus by a participant is refused',
      [['bob', { files: { [consensus]: 'x: 1\n' } }]],
      /bob may not facilitate[\s\S]*leave it to fay or sam/,
    ],
    ['of a consensus by a facilitator is taken', [['fay', { files: { [consensus]: 'x: 1\n' } }]], 'taken'],
    [
      'of signatures by one who signs is taken',
      [['lee', { files: { 'rounds/r1/signatures.yaml': signatures() } }]],
      'taken',
    ],
    [
      'of signatures by one who only answers is refused',
      [['bob', { files: { 'rounds/r1/signatures.yaml': 'x: 1\n' } }]],
      /bob may not sign, facilitate or administer/,
    ],
    [
      'of .github by a facilitator is refused',
      [['fay', { files: { '.github/workflows/a.yml': 'x' } }]],
      /fay may not administer/,
    ],
    [
      'of own rights, and then of what they would allow, is refused for the first',
      [
        (council) =>
          council.commit('bob', {
            files: {
              'tiex.yaml': council.assessment([
                'email: bob@council.test\n    role: role of bob\n    may: [answer]',
                'email: bob@council.test\n    role: role of bob\n    may: [answer, administer]',
              ]),
            },
          }),
        ['bob', { files: { 'model/a.yaml': 'x: 1\n' } }],
      ],
      /1 of 2 commits[\s\S]*tiex\.yaml[\s\S]*bob may not administer/,
    ],
    [
      'that closes a round is taken from a facilitator',
      [
        (council) =>
          council.commit('fay', {
            files: {
              'tiex.yaml': council.assessment([
                'r1: {opens: 2026-10-01}',
                'r1: {opens: 2026-10-01, closed: "2026-11-20T10:00:00Z"}',
              ]),
            },
          }),
      ],
      'taken',
    ],
    [
      'that moves a date is refused from a facilitator',
      [
        (council) =>
          council.commit('fay', {
            files: {
              'tiex.yaml': council.assessment(['r2: {opens: 2027-10-01}', 'r2: {opens: 2027-11-01}']),
            },
          }),
      ],
      /fay may not administer/,
    ],
    [
      'of answers to a round that was closed before is refused',
      [
        (council) =>
          council.commit('sam', {
            files: {
              'tiex.yaml': council.assessment([
                'r1: {opens: 2026-10-01}',
                'r1: {opens: 2026-10-01, closed: "2026-11-20T10:00:00Z"}',
              ]),
            },
          }),
        ['alice', { files: { [own('alice')]: response('alice', 'late') } }],
      ],
      /the round r1 was closed already/,
    ],
    [
      'that deletes tiex.yaml is refused even from an administrator',
      [['sam', { files: { 'tiex.yaml': null } }]],
      /tiex.yaml was deleted/,
    ],
    [
      'that makes tiex.yaml faulty is refused, and the last good one judges what follows',
      [
        ['sam', { files: { 'tiex.yaml': 'format: tiex-assessment/1\n' } }],
        ['bob', { files: { [consensus]: 'x: 2\n' } }],
      ],
      /2 of 2 commits[\s\S]*tiex.yaml became faulty[\s\S]*bob may not facilitate/,
    ],
    [
      'under a forged author who has a key is refused',
      [['alice', { files: { [own('alice')]: response('alice', 'x') }, signer: 'nobody' }]],
      /alice has a signing key, and this commit is not signed with it [\s\S]*git -c gpg\.format=ssh -c user\.signingkey=FILE rebase --exec/,
    ],
    [
      'signed with an unknown key as one who has a key is refused',
      [['alice', { files: { [own('alice')]: response('alice', 'x') }, signer: 'mallory' }]],
      /is signed with another/,
    ],
    [
      'signed by a key nobody has, as one without a key, counts as unsigned',
      [['bob', { files: { [own('bob')]: response('bob', 'y') }, signer: 'mallory' }]],
      'taken',
    ],
    [
      "signed by another than it says is the signer's",
      [['bob', { files: { [own('bob')]: response('bob', 'x') }, signer: 'alice' }]],
      /by alice[\s\S]*alice changed the response of bob/,
    ],
    [
      'signed with a key that was taken away earlier in it is refused',
      [
        (council) =>
          council.commit('sam', {
            files: { 'tiex.yaml': council.assessment([council.keyOf('fay'), council.keyOf('mallory')]) },
          }),
        ['fay', { files: { [consensus]: 'x: 3\n' } }],
      ],
      /fay has a signing key, and this commit is signed with another one/,
    ],
    [
      'with an import by a facilitator is taken',
      [['fay', { files: { [own('bob')]: response('bob', 'x') }, message: 'Take in\n\nTiex-Import: bob' }]],
      'taken',
    ],
    [
      'with an import that names another is refused',
      [['fay', { files: { [own('bob')]: response('bob', 'x') }, message: 'Take in\n\nTiex-Import: alice' }]],
      /fay changed the response of bob/,
    ],
    [
      'with an import by one who may not facilitate is refused',
      [['alice', { files: { [own('bob')]: response('bob', 'x') }, message: 'Take in\n\nTiex-Import: bob' }]],
      /alice changed the response of bob/,
    ],
    [
      'with a trailer as its subject is no import',
      [['fay', { files: { [own('bob')]: response('bob', 'x') }, message: 'Tiex-Import: bob' }]],
      /fay changed the response of bob/,
    ],
    [
      'of responses sealed again by a facilitator is refused where they are not sealed',
      [['fay', { files: { [own('bob')]: response('bob', 'x') }, message: 'Reseal\n\nTiex-Reseal: fay' }]],
      /a re-seal may only change a response that is sealed/,
    ],
    [
      'of an upgrade by an administrator is taken',
      [
        (council) =>
          council.commit('sam', {
            files: {
              'tiex.yaml': council.assessment(['0000"', '0001"']),
              [own('bob')]: response('bob', 'x'),
              [consensus]: 'y',
            },
            message: 'Upgrade\n\nTiex-Upgrade: sam',
          }),
      ],
      'taken',
    ],
    [
      'of an upgrade that changes no model is refused',
      [['sam', { files: { [own('bob')]: response('bob', 'x') }, message: 'Up\n\nTiex-Upgrade: sam' }]],
      /sam changed the response of bob/,
    ],
    [
      'of an upgrade by a facilitator is refused',
      [['fay', { files: { [own('bob')]: response('bob', 'x') }, message: 'Upgrade\n\nTiex-Upgrade: fay' }]],
      /fay changed the response of bob/,
    ],
    [
      'that pins another model within a round is refused',
      [
        (council) =>
          council.commit('sam', { files: { 'tiex.yaml': council.assessment(['0000"', '0001"']) } }),
      ],
      /another model is pinned/,
    ],
    [
      'that pins another model by way of another round is refused',
      [
        (council) =>
          council.commit('sam', {
            files: { 'tiex.yaml': council.assessment(['round: r1', 'round: r2'], ['0000"', '0001"']) },
          }),
        (council) =>
          council.commit('sam', { files: { 'tiex.yaml': council.assessment(['0000"', '0001"']) } }),
      ],
      /1 of 2 commits[\s\S]*another model is pinned/,
    ],
    [
      'that pins another model as an upgrade is taken',
      [
        (council) =>
          council.commit('sam', {
            files: { 'tiex.yaml': council.assessment(['0000"', '0001"']) },
            message: 'Up\n\nTiex-Upgrade: sam',
          }),
      ],
      'taken',
    ],
    [
      'with a link in the place of own answers is refused',
      [
        (council) => {
          council.git('rm', '-q', own('alice'))
          symlinkSync('/etc/passwd', join(council.root, own('alice')))
        },
        ['alice', {}],
      ],
      /a symbolic link, where only a plain file may/,
    ],
    [
      'with a program in the place of own answers is refused',
      [(council) => chmodSync(join(council.root, own('alice')), 0o755), ['alice', {}]],
      /a program, where only a plain file may stand/,
    ],
    [
      'with Alice.yaml beside alice.yaml is refused',
      [['alice', { files: { 'rounds/r1/responses/Alice.yaml': 'x' } }]],
      /the name is taken for rounds\/r1\/responses\/alice\.yaml/,
    ],
    [
      'with TIEX.yaml is refused',
      [['sam', { files: { 'TIEX.yaml': 'x' } }]],
      /the name is taken for tiex\.yaml/,
    ],
  ]
  it.each(cases)('%s', async (_, steps, wanted) => expectEnd(await pushed(open, base, steps), wanted))
})

describe('a merge in a push', () => {
  const alices = branchOff('alice', { files: { [own('alice')]: response('alice', 'aside') } })
  const cases: readonly Case[] = [
    [
      'of two people who changed their own is taken, whoever merges',
      [alices, ['bob', { files: { [own('bob')]: response('bob', 'z') } }], mergeAs('bob')],
      'taken',
    ],
    [
      'that changes what neither side changed is refused',
      [alices, mergeAs('bob', '--no-commit'), ['bob', { files: { [consensus]: 'evil: 1\n' } }]],
      /a merge changed what neither side had changed/,
    ],
    [
      'that drops one side (-s ours) is refused',
      [alices, ['bob', { files: { [own('bob')]: response('bob', 'z') } }], mergeAs('bob', '-s', 'ours')],
      /a merge dropped what one side had changed/,
    ],
    [
      'of two different changes of one file is refused',
      [
        branchOff('fay', { files: { [consensus]: 'a: 1\n' } }),
        ['fay', { files: { [consensus]: 'a: 2\n' } }],
        mergeAs('fay', '-X', 'ours'),
      ],
      /both sides of a merge changed it/,
    ],
    ...(['side into main', 'main into side'] as const).map(
      (direction): Case => [
        `does not bring back rights that were taken away meanwhile (${direction})`,
        [
          branchOff('fay', { files: { [consensus]: 'a: 1\n' } }),
          (council) =>
            council.commit('sam', {
              files: { 'tiex.yaml': council.assessment(['may: [answer, facilitate]', 'may: [answer]']) },
            }),
          direction === 'side into main'
            ? mergeAs('bob')
            : (council) => {
                council.git('branch', '-f', 'taken', 'work')
                council.git('checkout', '-q', '-B', 'work', 'side')
                council.gitAs('fay', undefined, 'merge', '--quiet', '--no-ff', '-m', 'merge', 'taken')
              },
        ],
        /fay may not facilitate \(by tiex.yaml as it was when/,
      ],
    ),
    [
      'of people who were added meanwhile into an older branch is taken',
      [
        branchOff('alice', { files: { [own('alice')]: response('alice', 'aside') } }),
        (council) =>
          council.commit('sam', {
            files: {
              'tiex.yaml': council.assessment([
                '  - id: bob',
                '  - {id: new, name: New, email: new@council.test, role: new, may: [answer]}\n  - id: bob',
              ]),
            },
          }),
        (council) =>
          council.commit('new' as Who, {
            files: { 'rounds/r1/responses/new.yaml': response('new' as Who, 'x') },
            signer: 'nobody',
          }),
        (council) => {
          council.git('branch', '-f', 'taken', 'work')
          council.git('checkout', '-q', '-B', 'work', 'side')
          council.gitAs('alice', undefined, 'merge', '--quiet', '--no-ff', '-m', 'merge', 'taken')
        },
      ],
      'taken',
    ],
  ]
  it.each(cases)('%s', async (_, steps, wanted) => expectEnd(await pushed(open, base, steps), wanted))
})

describe('a push to a sealed assessment', () => {
  const cases: readonly Case[] = [
    [
      'of a response that counts on is taken',
      [['alice', { files: { [own('alice')]: response('alice', 3) } }]],
      'taken',
    ],
    [
      'of responses sealed again by a facilitator is taken',
      [['fay', { files: { [own('alice')]: response('alice', 3) }, message: 'Reseal\n\nTiex-Reseal: fay' }]],
      'taken',
    ],
    [
      'with a submodule in the place of own answers is refused',
      [
        (council) => {
          council.git('rm', '-q', '--cached', own('alice'))
          council.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},${own('alice')}`)
          council.gitAs('alice', undefined, 'commit', '--quiet', '-m', 'a submodule')
        },
      ],
      /a submodule, where only a plain file may stand/,
    ],
    [
      'of plain text is refused',
      [['alice', { files: { [own('alice')]: response('alice', 'plain') } }]],
      /plain text, though responses are to be sealed: the history keeps it/,
    ],
    [
      'of a response that cannot be read is refused',
      [['alice', { files: { [own('alice')]: 'sealed: [\n' } }]],
      /cannot be read/,
    ],
    [
      'of a block that is none is refused',
      [['alice', { files: { [own('alice')]: 'seq: 9\nsealed: hello\n' } }]],
      /cannot be read/,
    ],
    [
      'of an older response is refused',
      [['alice', { files: { [own('alice')]: response('alice', 1) } }]],
      /an older version of the response was put back/,
    ],
    [
      'of another response with the same count, from another machine, is taken',
      [['alice', { files: { [own('alice')]: `${response('alice', 2)}# else\n` } }]],
      'taken',
    ],
    [
      'of another response that counts less is refused',
      [['alice', { files: { [own('alice')]: `${response('alice', 1)}# else\n` } }]],
      /counts 1, and there was one with 2/,
    ],
    ...(
      [
        ['words where a time belongs', ['progress:', 'started: we all hate it\nprogress:']],
        ['a count no tiex writes', ['seq: 3', 'seq: 2000000000']],
      ] as const
    ).map(
      ([what, [from, to]]): Case => [
        `of a sealed response with ${what} is refused`,
        [['alice', { files: { [own('alice')]: response('alice', 3).replace(from, to) } }]],
        /is not a response tiex reads: .* is not right for (started|seq)/,
      ],
    ),
    [
      'of an older response after its deletion is refused',
      [
        ['alice', { files: { [own('alice')]: null } }],
        ['alice', { files: { [own('alice')]: `${response('alice', 1)}# else\n` } }],
      ],
      /1 of 2 commits[\s\S]*counts 1, and there was one with 2/,
    ],
  ]
  it.each(cases)('%s', async (_, steps, wanted) => expectEnd(await pushed(sealed, sealedBase, steps), wanted))
})

describe('the hook', () => {
  it('refuses a push that rewrites what is there', () => {
    open.git('checkout', '--quiet', '--force', '-B', 'work', `${base}~1`)
    open.commit('alice', { files: { [own('alice')]: response('alice', 'again') } })
    const { code, said } = open.push('--force', 'work:main')
    expect(flat(said)).toMatch(/the history was rewritten \(force push\), or .* push without --force/)
    expect(code).toBe(1)
  })

  it('takes a new branch at a known commit, judges the commits of another, and refuses to delete one', () => {
    open.git('checkout', '--quiet', '--force', '-B', 'work', base)
    expect(open.push('work:known')).toEqual({ code: 0, said: '' })
    open.commit('alice', { files: { [own('alice')]: response('alice', 'branch') } })
    expect(open.push('work:good')).toEqual({ code: 0, said: '' })
    open.commit('bob', { files: { [own('alice')]: response('alice', 'no') } })
    expect(open.push('work:bad').said).toMatch(/1 of 2 commits/)
    expect(open.push(':good').said).toMatch(/the branch good may not be deleted/)
  })

  it('refuses a branch that begins the assessment anew', () => {
    open.git('checkout', '--quiet', '--force', '--orphan', 'anew', base)
    open.commit('mallory', {
      files: { 'tiex.yaml': open.assessment(['sam@council.test', 'mallory@council.test']) },
    })
    expect(open.push('anew:anew').said).toMatch(/nobody in tiex.yaml has the e-mail/)
  })

  it('takes new tags, and no other refs', () => {
    expect(open.push(`${base}:refs/tags/v1`)).toEqual({ code: 0, said: '' })
    expect(open.push('--force', `${base}~1:refs/tags/v1`).said).toMatch(/the tag v1 is there already/)
    for (const tag of ['main', 'origin/main', 'refs/heads/other'])
      expect(open.push(`${base}:refs/tags/${tag}`)).toMatchObject({
        code: 1,
        said: expect.stringContaining(`the tag ${tag} could be taken for a branch`),
      })
    expect(open.push(`${base}:refs/notes/x`).said).toMatch(/only branches and new tags/)
    expect(open.push(`${base}:refs/replace/${base}`).code).toBe(1)
  })

  it('refuses a first push by one who may not administer', () => {
    const other = openCouncil()
    try {
      other.serve(hookScript(''), program)
      other.commit('bob', { files: { 'tiex.yaml': other.assessment() } })
      expect(other.push('main').said).toMatch(/bob may not administer/)
    } finally {
      other.remove()
    }
  })

  it('refuses all while tiex is missing, and says so', () => {
    const variables = { ...open.variables, TIEX: '/nowhere/tiex' }
    const refused = () =>
      execFileSync('git', ['push', '--quiet', open.server, `${base}:refs/heads/any`], {
        cwd: open.root,
        env: variables,
        stdio: 'pipe',
      })
    expect(refused).toThrow(/tiex was not found on this server[\s\S]*then push again/)
  })
})

describe('tiex verify', () => {
  const verify = async (...args: string[]) => tiex(open, ['verify', ...args])
  const at = (commit: string) => open.git('checkout', '--quiet', '--force', '-B', 'work', commit)

  it('says of a good history that it is, how it began, and who is not proven', async () => {
    at(base)
    const { code, text } = await verify()
    expect(text).toMatch(/^Verified 4 commits: every change was its person's to make\./)
    expect(text).toMatch(/1 commit not proven/)
    expect(text).toMatch(/began with [0-9a-f]{7} by sam: compare it with what you know/)
    expect(code).toBe(0)
  })

  it('lets what is not proven fail where signatures are required', async () => {
    at(base)
    const { code, text } = await verify('--require-signatures')
    expect(text).toMatch(
      /^1 of 4 commits is not proven to be its person's\.[\s\S]*no signature proves that this was bob/,
    )
    expect(code).toBe(1)
  })

  it('says how to sign, with what git has not been told yet', async () => {
    at(base)
    open.commit('alice', { files: { [own('alice')]: response('alice', 'x') }, signer: 'nobody' })
    const remedy = async () => (await verify('--range', `${base}..HEAD`)).text.split('Next: ')[1]
    expect(await remedy()).toContain(
      `\n  git -c gpg.format=ssh -c user.signingkey=FILE rebase --exec 'git commit --amend --no-edit -S' ${base.slice(0, 7)}\n`,
    )
    open.git('config', 'gpg.format', 'ssh')
    open.git('config', 'user.signingkey', '/somewhere')
    expect(await remedy()).toContain(
      `\n  git rebase --exec 'git commit --amend --no-edit -S' ${base.slice(0, 7)}\n`,
    )
    open.git('config', '--unset', 'gpg.format')
    open.git('config', '--unset', 'user.signingkey')
  })

  it('gives failures and notes as data', async () => {
    at(base)
    open.commit('fay', {
      files: { [own('bob')]: response('bob', 'x') },
      message: 'Take in\n\nTiex-Import: bob',
    })
    open.commit('bob', { files: { [consensus]: 'x' } })
    const { code, text } = await verify('--range', `${base}..HEAD`, '--format', 'json')
    expect(code).toBe(1)
    expect(JSON.parse(text)).toMatchObject({
      format: 'tiex-verification/1',
      verified: false,
      commits: 2,
      failures: [{ person: 'bob', proven: false, file: consensus, rule: 'not-allowed' }],
      notes: [{ person: 'fay', kind: 'import', message: own('bob') }],
    })
  })

  it.each([
    ['HEAD..HEAD', 1, /nothing to verify: the range holds no commit/],
    ['nowhere..HEAD', 2, /there is no commit "nowhere"/],
    ['--output=x..HEAD', 2, /there is no commit "--output=x"/],
    ['HEAD', 2, /--range cannot be "HEAD"/],
    ['HEAD...HEAD', 2, /--range cannot be/],
    [`${'0'.repeat(40)}..HEAD`, 0, /^Verified 4 commits/],
    ['..HEAD', 0, /^Verified 4 commits/],
    ['HEAD~2..', 0, /^Verified 2 commits/],
  ])('--range %s ends with %i', async (range, code, words) => {
    at(base)
    const end = await verify(`--range=${range}`)
    expect(end.text).toMatch(words)
    expect(end.code).toBe(code)
  })

  it('refuses a range whose names a tag shadows, and takes them in full', async () => {
    at(base)
    open.git('update-ref', 'refs/remotes/origin/main', `${base}~2`)
    open.git('tag', 'origin/main', base)
    const end = await verify('--range', 'origin/main..HEAD')
    expect(end).toEqual({
      code: 2,
      text: 'error: "origin/main" is ambiguous: git takes refs/tags/origin/main for it, and there is refs/remotes/origin/main\nhint: write the one that is meant in full: refs/remotes/origin/main\n',
    })
    expect((await verify('--range', 'HEAD..origin/main~1')).code).toBe(2)
    expect((await verify('--range', 'refs/remotes/origin/main..HEAD')).text).toMatch(/^Verified 2 commits/)
    open.git('tag', '-d', 'origin/main')
    expect((await verify('--range', 'origin/main..HEAD')).text).toMatch(/^Verified 2 commits/)
  })

  it('refuses a range whose start is no longer part of its end', async () => {
    at(`${base}~1`)
    const other = open.commit('alice', { files: { [own('alice')]: response('alice', 'other') } })
    expect(await verify('--range', `${base}..${other}`)).toMatchObject({
      code: 1,
      text: expect.stringMatching(
        /^Not verified: (\w{7}) is not part of (\w{7}): [\s\S]* or\s+\1 has moved on since \2\s+left it\.[\s\S]*git rebase \1, or\s+tiex\s+verify\s+--range\s+\$\(git merge-base \1 \2\)\.\.\2/,
      ),
    })
  })

  it('does not take part of a history, or one with replaced objects, for the whole', async () => {
    at(base)
    open.git('replace', base, `${base}~1`)
    expect(await verify()).toMatchObject({
      code: 1,
      text: expect.stringMatching(/cannot verify: [\s\S]*refs\/replace/),
    })
    open.git('replace', '--delete', base)
    const shallow = join(open.base, 'shallow')
    open.git('clone', '--quiet', '--depth', '1', `file://${open.root}`, shallow)
    expect(await tiex(open, ['verify'], shallow)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/shallow[\s\S]*--unshallow/),
    })
    writeFileSync(join(open.root, '.git/info/grafts'), `${base}\n`)
    const grafted = await verify()
    writeFileSync(join(open.root, '.git/info/grafts'), '')
    expect(grafted).toMatchObject({ code: 1, text: expect.stringMatching(/cannot verify/) })
  })

  it('does not take a repository without an assessment, a commit or a history for a good one', async () => {
    const other = openCouncil()
    try {
      expect(await tiex(other, ['verify'])).toMatchObject({
        code: 1,
        text: expect.stringMatching(/no commit yet/),
      })
      other.commit('sam', { files: { 'rounds/r1/x': 'y' } })
      expect(await tiex(other, ['verify'])).toMatchObject({
        code: 1,
        text: expect.stringMatching(/there never\s+was a good/),
      })
      expect(await tiex(other, ['verify'], other.base)).toMatchObject({
        code: 2,
        text: expect.stringMatching(/no git repository/),
      })
    } finally {
      other.remove()
    }
  })

  it('prints a hook for an assessment in a folder', async () => {
    expect((await verify('--hook', '--folder', './a/b', '--require-signatures')).text).toMatch(
      /--pre-receive --folder a\/b\/ --require-signatures\n$/,
    )
    expect((await verify('--pre-receive')).code).toBe(2)
    expect((await verify('--hook')).text).toMatch(/--pre-receive\n$/)
  })

  it('looks at an assessment in a folder of a larger repository', async () => {
    const other = openCouncil()
    try {
      other.commit('mallory', { files: { 'rounds/r1/x': 'not ours' }, signer: 'nobody' })
      other.commit('sam', { files: { 'a/b/tiex.yaml': other.assessment() } })
      other.commit('bob', {
        files: { [`a/b/${own('alice')}`]: response('alice', 'x'), [own('alice')]: 'not ours' },
      })
      const end = await tiex(other, ['verify'], join(other.root, 'a/b'))
      expect(end).toMatchObject({
        code: 1,
        text: expect.stringMatching(/^1 of 3 commits[\s\S]*a\/b\/rounds\/r1\/responses\/alice/),
      })
      expect(await tiex(other, ['verify', '--folder', 'a/b'])).toEqual(end)
      const hook = await tiex(other, ['verify', '--hook'], join(other.root, 'a/b'))
      expect(hook.text).toMatch(/--pre-receive --folder a\/b\/\n$/)
      expect((await tiex(other, ['verify', '--hook'])).text).toMatch(/--pre-receive\n$/)
      other.commit('sam', { files: { 'A/b/tiex.yaml': 'x' } })
      expect((await tiex(other, ['verify', '--folder', 'a/b'])).text).toMatch(
        /the name is taken for a\/b\/tiex\.yaml/,
      )
    } finally {
      other.remove()
    }
  })
})
