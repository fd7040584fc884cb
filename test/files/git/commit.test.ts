import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitFiles } from '../../../src/files/git/committing/commit.ts'
import type { Message } from '../../../src/files/git/committing/message.ts'
import { refusal, scratch, startWorker } from '../disk/scratch.ts'
import type { World } from './world.ts'
import { world, worldWith } from './world.ts'

function commit({ repository, variables }: World, files: readonly string[], message: Message = 'Answer') {
  return commitFiles(repository, { files, message, variables })
}

const bo = 'rounds/autumn/responses/bo.yaml'

describe('committing files', () => {
  test('the first commit of a repository holds them, byte for byte', async () => {
    const council = await world()
    council.put(bo, 'a: é\r\nb\n')
    council.put('tiex.yaml', '')
    expect(await commit(council, [bo, 'tiex.yaml'])).toBe('committed')
    expect(council.git('status', '--porcelain')).toBe('')
    expect(council.git('ls-tree', '-r', '--name-only', 'HEAD')).toBe(`${bo}\ntiex.yaml`)
    expect(council.git('show', `HEAD:${bo}`)).toBe('a: é\r\nb')
    expect(council.git('log', '--format=%an <%ae> %cn <%ce> %s')).toBe(
      'Bo <bo@council.test> Bo <bo@council.test> Answer',
    )
    expect(council.git('reflog', '--format=%gs')).toBe('commit: Answer')
  })

  test('a later one stands on the one before and changes nothing else', async () => {
    const council = await worldWith({ [bo]: 'one', 'other.yaml': 'other' })
    council.put(bo, 'two')
    expect(await commit(council, [bo, bo])).toBe('committed')
    expect(council.git('diff', '--name-only', 'HEAD~1', 'HEAD')).toBe(bo)
    expect(council.git('status', '--porcelain')).toBe('')
  })

  test.each([[[]], [[bo]]])('%j as HEAD has it is nothing to commit', async (files) => {
    const council = await worldWith({ [bo]: 'one' })
    const before = council.git('rev-parse', 'HEAD')
    expect(await commit(council, files)).toBe('nothing')
    expect(council.git('rev-parse', 'HEAD')).toBe(before)
  })

  test('a file that cannot be taken away is named, and nothing is committed', async () => {
    const council = await worldWith({ [bo]: 'one' })
    rmSync(join(council.root, bo))
    council.put(`${bo}/in the way`, '')
    const { repository, variables } = council
    expect(
      await refusal(() => commitFiles(repository, { files: [], gone: [bo], message: 'Gone', variables })),
    ).toMatch(/^rounds\/autumn\/responses\/bo.yaml: .*: nothing was committed$/)
    expect(council.git('log', '--format=%s')).toBe('first')
  })

  test('an index that a killed process left behind the branch is put right, also when there is nothing to commit', async () => {
    const council = await worldWith({ [bo]: 'one', 'other.yaml': 'other' })
    council.put(bo, 'two')
    await commit(council, [bo])
    for (const left of [
      ['read-tree', 'HEAD~1'],
      ['rm', '--cached', '--quiet', bo],
    ]) {
      council.git(...left)
      expect(await commit(council, [bo])).toBe('nothing')
      expect(council.git('status', '--porcelain')).toBe('')
    }
  })

  test('a newer version that lands in the meantime is not followed by the older one', async () => {
    const council = await worldWith({ [bo]: 'one' })
    council.put(bo, 'two')
    const signingKey = async () => {
      council.put(bo, 'three')
      council.git('commit', '--quiet', '-am', 'newer')
      return undefined
    }
    const { repository, variables } = council
    expect(await commitFiles(repository, { files: [bo], message: 'm', variables, signingKey })).toBe(
      'nothing',
    )
    expect(council.git('log', '--format=%s')).toBe('newer\nfirst')
    expect(council.git('status', '--porcelain')).toBe('')
  })

  test('a git that is killed has said nothing: no answer is made of it', async () => {
    const council = await worldWith({ [bo]: 'one' })
    council.put(bo, 'two')
    council.put('bin/git', '#!/bin/sh\nkill -9 $$\n')
    chmodSync(join(council.root, 'bin/git'), 0o755)
    const variables = { ...council.variables, PATH: join(council.root, 'bin') }
    expect(await refusal(() => commit({ ...council, variables }, [bo]))).toBe(
      'git cat-file was stopped (SIGKILL) before it was done',
    )
  })

  test('what the user staged, changed, deleted or has not added stays exactly so', async () => {
    const names = ['staged', 'changed', 'both', 'deleted', 'gone', 'renamed']
    const council = await worldWith(Object.fromEntries([bo, ...names].map((name) => [name, `${name} one\n`])))
    council.put('staged', 'two')
    council.put('both', 'two')
    council.put('new', 'new')
    council.git('mv', 'renamed', 'moved')
    council.git('rm', '--quiet', 'deleted')
    council.git('add', 'staged', 'both', 'new')
    council.put('both', 'three')
    council.put('changed', 'two')
    council.put('untracked', 'x')
    rmSync(join(council.root, 'gone'))
    const before = council.git('status', '--porcelain')
    const stagedBefore = council.git('diff', '--cached')
    council.put(bo, 'two\n')
    expect(await commit(council, [bo])).toBe('committed')
    expect(council.git('status', '--porcelain')).toBe(before)
    expect(council.git('diff', '--cached')).toBe(stagedBefore)
    expect(council.git('diff', '--name-only', 'HEAD~1', 'HEAD')).toBe(bo)
  })

  test('a file that is staged as it is on disk is committed', async () => {
    const council = await worldWith({ 'a.yaml': 'one' })
    council.put('a.yaml', 'two')
    council.git('add', 'a.yaml')
    expect(await commit(council, ['a.yaml'])).toBe('committed')
    expect(council.git('status', '--porcelain')).toBe('')
  })

  test('a file that stands staged in a version of its own is refused', async () => {
    const council = await worldWith({ 'a.yaml': 'one' })
    council.put('a.yaml', 'two')
    council.git('add', 'a.yaml')
    council.put('a.yaml', 'three')
    expect(await refusal(() => commit(council, ['a.yaml']))).toBe(
      'a.yaml: is staged in a version that is neither committed nor on disk: nothing was committed',
    )
    expect(council.git('diff', '--cached')).toMatch(/\+two/)
  })

  test('author and committer given stand for git’s own identity, on one line', async () => {
    const council = await world()
    council.put(bo, 'one')
    const { variables } = council
    const author = { name: 'Priya <x>\nShah', email: 'priya@council.test\n' }
    await commitFiles(council.repository, { files: [bo], message: 'm', author, variables })
    expect(council.git('log', '-1', '--format=%an|%ae|%cn|%ce')).toBe(
      'Priya x Shah|priya@council.test|Bo|bo@council.test',
    )
    council.put(bo, 'two')
    const unknown = { ...variables, GIT_CONFIG_GLOBAL: '/dev/null' }
    const committer = { name: '', email: 'cy@council.test' }
    await commitFiles(council.repository, {
      files: [bo],
      message: 'm',
      author,
      committer: () => committer,
      variables: unknown,
    })
    expect(council.git('log', '-1', '--format=%an|%cn|%ce')).toBe(
      'Priya x Shah|cy@council.test|cy@council.test',
    )
  })

  test('nothing to commit asks for no key to sign with', async () => {
    const council = await worldWith({ [bo]: 'one' })
    const signingKey = async () => {
      throw new Error('asked')
    }
    const { repository, variables } = council
    expect(await commitFiles(repository, { files: [bo], message: 'm', variables, signingKey })).toBe(
      'nothing',
    )
  })

  test.each([
    [['Answer 2026-autumn', 'Tiex-Import: bo\n'], 'Answer 2026-autumn\n\nTiex-Import: bo'],
    ['Answer 2026-autumn\n\nTiex-Import: bo\n', 'Answer 2026-autumn Tiex-Import: bo'],
    [['Answer\n\nTiex-Import: bo', 'one  \ntwo'], 'Answer Tiex-Import: bo\n\none\ntwo'],
    [['Begin \u202ex', 'of \u200by', ''], 'Begin <U+202E>x\n\nof <U+200B>y'],
    ['--amend', '--amend'],
    ['# not a comment', '# not a comment'],
    ['a\r\nb\u0000\u001b[31mc', 'a b<U+0000><U+001B>[31mc'],
    ['', 'tiex'],
  ] as const)('the message %j says %j', async (message, said) => {
    const council = await world()
    council.put(bo, 'one')
    await commit(council, [bo], message)
    expect(council.git('log', '--format=%B')).toBe(said)
  })

  test('in a linked work tree the commit lands on its branch', async () => {
    const council = await worldWith({ [bo]: 'one' })
    const root = join(council.root, '../other')
    council.git('worktree', 'add', '--quiet', '-b', 'side', root)
    writeFileSync(join(root, bo), 'two')
    expect(await commit({ ...council, repository: { root, prefix: '' } }, [bo])).toBe('committed')
    expect(council.git('log', '--format=%s', 'main..side')).toBe('Answer')
    expect(council.git('-C', root, 'status', '--porcelain')).toBe('')
  })

  test('git’s own variables, as a hook has them, lead nowhere else', async () => {
    const council = await worldWith({ [bo]: 'one' })
    const other = await worldWith({ 'x.yaml': 'x' })
    council.put(bo, 'two')
    const led = { GIT_DIR: join(other.root, '.git'), GIT_INDEX_FILE: join(other.root, '.git/index') }
    const variables = { ...council.variables, ...led, GIT_WORK_TREE: other.root }
    await commitFiles(council.repository, { files: [bo], message: 'm', variables })
    expect(council.git('log', '--format=%s')).toBe('m\nfirst')
    expect(other.git('log', '--format=%s')).toBe('first')
  })

  test('a SHA-256 repository is served alike', async () => {
    const council = await world()
    rmSync(join(council.root, '.git'), { recursive: true })
    council.git('init', '--quiet', '--object-format=sha256')
    council.put(bo, 'one')
    expect(await commit(council, [bo])).toBe('committed')
    expect(await commit(council, [bo])).toBe('nothing')
    council.put(bo, 'two')
    expect(await commit(council, [bo])).toBe('committed')
    expect(council.git('status', '--porcelain')).toBe('')
  })

  test('where commits are signed with an SSH key, this one is', async () => {
    const council = await world()
    const key = join(council.root, '../key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    writeFileSync(
      join(council.root, '../signers'),
      `bo@council.test ${execFileSync('ssh-keygen', ['-y', '-f', key])}`,
    )
    council.git('config', 'commit.gpgsign', 'true')
    council.git('config', 'gpg.format', 'ssh')
    council.git('config', 'user.signingkey', key)
    council.put(bo, 'one')
    expect(await commit(council, [bo])).toBe('committed')
    const signers = `gpg.ssh.allowedSignersFile=${join(council.root, '../signers')}`
    expect(council.git('-c', signers, 'log', '--format=%G? %GS')).toBe('G bo@council.test')
  })

  test('a key that cannot sign stops the commit', async () => {
    const council = await world()
    council.git('config', 'commit.gpgsign', 'true')
    council.git('config', 'gpg.format', 'ssh')
    council.git('config', 'user.signingkey', join(council.root, 'no-such-key'))
    council.put(bo, 'one')
    expect(await refusal(() => commit(council, [bo]))).toMatch(
      /^git could not sign the commit: nothing was committed/,
    )
    expect(() => council.git('rev-parse', '--verify', 'HEAD')).toThrow()
  })
})

describe('commits at the same time', () => {
  test('those of twelve processes all land', async () => {
    const council = await worldWith({ 'a.yaml': 'a' })
    const names = Array.from({ length: 12 }, (_, at) => `responses/p${at}.yaml`)
    for (const name of names) council.put(name, name)
    const script = new URL('commit.worker.ts', import.meta.url)
    const workers = names.map((name) => startWorker(script, [council.root, name], council.variables))
    await Promise.all(workers.map(({ ready }) => ready))
    for (const worker of workers) worker.go()
    const ends = await Promise.all(workers.map(({ end }) => end))
    expect(ends).toEqual(ends.map(() => ({ code: 0, complaint: '' })))
    expect(council.git('log', '--format=%s').split('\n').sort()).toEqual(
      [...names.map((name) => `Answer ${name}`), 'first'].sort(),
    )
    expect(council.git('status', '--porcelain')).toBe('')
    expect(council.git('rev-list', '--merges', 'HEAD')).toBe('')
    expect(readdirSync(join(council.root, '.git')).filter((name) => /tiex|lock/.test(name))).toEqual([])
  })

  test('a locked index is left alone and said to be stale; the commits land, and the index is put right later', async () => {
    const council = await worldWith({ [bo]: 'one' })
    const lock = join(council.root, '.git/index.lock')
    writeFileSync(lock, '')
    for (const text of ['two', 'three']) {
      council.put(bo, text)
      expect(await commit(council, [bo])).toBe('committed, index stale')
    }
    expect(existsSync(lock)).toBe(true)
    rmSync(lock)
    council.put(bo, 'four')
    expect(await commit(council, [bo])).toBe('committed')
    expect(council.git('status', '--porcelain')).toBe('')
  })

  test('a lock left on the branch is named', async () => {
    const council = await worldWith({ [bo]: 'one' })
    writeFileSync(join(council.root, '.git/refs/heads/main.lock'), '')
    council.put(bo, 'two')
    expect(await refusal(() => commit(council, [bo]))).toMatch(
      /^another git is at work here, or one has crashed: nothing was committed .*main\.lock/,
    )
  })
})

describe('commits that are refused', () => {
  test('off a branch', async () => {
    const council = await worldWith({ [bo]: 'one' })
    council.git('checkout', '--quiet', '--detach')
    council.put(bo, 'two')
    expect(await refusal(() => commit(council, [bo]))).toBe('you are not on a branch: nothing was committed')
  })

  test.each([
    ['MERGE_HEAD', 'merge'],
    ['CHERRY_PICK_HEAD', 'cherry-pick'],
    ['REVERT_HEAD', 'revert'],
    ['BISECT_LOG', 'bisect'],
    ['rebase-merge', 'rebase'],
    ['rebase-apply', 'rebase'],
  ])('with %s there, during a %s', async (mark, name) => {
    const council = await worldWith({ [bo]: 'one' })
    council.put(`.git/${mark}`, '')
    council.put(bo, 'two')
    expect(await refusal(() => commit(council, [bo]))).toBe(`a ${name} is in progress: nothing was committed`)
  })

  test('of a file in conflict', async () => {
    const council = await worldWith({ 'a.yaml': 'one\n' })
    council.put('a.yaml', 'stashed\n')
    council.git('stash')
    council.put('a.yaml', 'two\n')
    council.git('commit', '--quiet', '-am', 'two')
    expect(() => council.git('stash', 'pop')).toThrow()
    council.put('a.yaml', 'three\n')
    expect(await refusal(() => commit(council, ['a.yaml']))).toBe(
      'a.yaml: git holds this file as in conflict: nothing was committed',
    )
  })

  test('without an identity', async () => {
    const council = await world()
    council.put(bo, 'one')
    const variables = { ...council.variables, GIT_CONFIG_GLOBAL: '/dev/null' }
    const message = await refusal(() =>
      commitFiles(council.repository, { files: [bo], message: 'm', variables }),
    )
    expect(message).toMatch(/^git does not know who you are/)
  })

  test('without git', async () => {
    const council = await world()
    council.put(bo, 'one')
    const variables = { PATH: '' }
    expect(
      await refusal(() => commitFiles(council.repository, { files: [bo], message: 'm', variables })),
    ).toBe('git was not found')
  })

  test('outside of a repository', async () => {
    const { variables } = await world()
    const repository = { root: scratch(), prefix: '' }
    expect(await refusal(() => commitFiles(repository, { files: [bo], message: 'm', variables }))).toBe(
      'this folder is not a git repository',
    )
  })

  test.skipIf(process.getuid?.() !== 0)('in a folder of another user', async () => {
    const council = await world()
    council.put(bo, 'one')
    execFileSync('chown', ['-R', '65534:65534', council.root])
    expect(await refusal(() => commit(council, [bo]))).toBe(
      'git refuses this repository because its folder belongs to another user',
    )
  })

  test('of a damaged history', async () => {
    const council = await worldWith({ [bo]: 'one' })
    const name = council.git('rev-parse', 'HEAD')
    rmSync(join(council.root, '.git/objects', name.slice(0, 2), name.slice(2)))
    council.put(bo, 'two')
    expect(await refusal(() => commit(council, [bo]))).toMatch(/^something in the history is damaged/)
  })

  test.each([
    '../outside.yaml',
    '/etc/passwd',
    'a//b',
    './a',
    '',
    '.git/config',
    'a/.GIT/config',
    'a\nb',
    '"a"',
    'a\\b',
  ])('of the name %j', async (file) => {
    const council = await world()
    expect(await refusal(() => commit(council, [file]))).toMatch(/is no name of a file tiex commits/)
  })

  test.each<[string, (root: string) => void, string]>([
    ['absent', () => {}, 'is not there: nothing was committed'],
    ['a link', (root) => symlinkSync('/etc/passwd', join(root, 'a/b.yaml')), 'is a symbolic link'],
    ['a folder', (root) => mkdirSync(join(root, 'a/b.yaml')), 'is a folder'],
  ])('of a file that is %s', async (_, make, message) => {
    const council = await world()
    mkdirSync(join(council.root, 'a'))
    make(council.root)
    expect(await refusal(() => commit(council, ['a/b.yaml']))).toBe(`a/b.yaml: ${message}`)
  })

  test('of a file behind a linked folder', async () => {
    const council = await world()
    const outside = scratch()
    writeFileSync(join(outside, 'b.yaml'), 'secret')
    symlinkSync(outside, join(council.root, 'a'))
    expect(await refusal(() => commit(council, ['a/b.yaml']))).toBe('a: is a symbolic link')
  })
})

describe('a repository made to harm', () => {
  test('runs nothing of its own when it is found, asked or committed to', async () => {
    const council = await worldWith({
      [bo]: 'one',
      '.gitattributes': '* filter=evil=a diff=evil\n*.yaml filter=evil\n',
    })
    const marker = join(council.root, '../marker')
    const evil = join(council.root, '../evil')
    writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >> '${marker}'\ncat\nexit 1\n`, { mode: 0o755 })
    const keys = [
      ...['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.editor', 'core.gitProxy', 'core.askPass'],
      ...[
        'diff.external',
        'diff.evil.textconv',
        'filter.evil.clean',
        'filter.evil.smudge',
        'filter.evil.process',
      ],
      ...[
        'gpg.program',
        'gpg.ssh.program',
        'gpg.openpgp.program',
        'gpg.x509.program',
        'gpg.ssh.defaultKeyCommand',
      ],
      ...['credential.helper', 'alias.cat-file', 'alias.update-index', 'sequence.editor', 'trailer.x.cmd'],
    ]
    for (const key of keys) council.git('config', key, evil)
    const hooks = join(council.root, '.git/hooks')
    for (const name of [
      'pre-commit',
      'post-commit',
      'reference-transaction',
      'post-index-change',
      'commit-msg',
    ]) {
      writeFileSync(join(hooks, name), `#!/bin/sh\nexec '${evil}' ${name}\n`, { mode: 0o755 })
    }
    council.git('config', 'core.hooksPath', hooks)
    const format = ['openpgp', 'ssh']
    for (const [at, name] of format.entries()) {
      council.git('config', 'gpg.format', name)
      council.git('config', 'commit.gpgsign', 'true')
      rmSync(marker, { force: true })
      council.put(bo, `signed ${at}`)
      await refusal(() => commit(council, [bo]))
      expect(existsSync(marker)).toBe(false)
    }
    council.git('config', 'commit.gpgsign', 'false')
    // A blob that is missing where a clone is partial is fetched by git on its own, with the program named here.
    council.git('config', 'extensions.partialClone', 'evil')
    council.git('config', 'remote.evil.url', council.root)
    council.git('config', 'remote.evil.uploadpack', evil)
    const blob = council.git('rev-parse', `HEAD:${bo}`)
    rmSync(join(council.root, '.git/objects', blob.slice(0, 2), blob.slice(2)))
    rmSync(marker, { force: true })
    council.put(bo, 'two')
    const { findRepository, userEmail } = await import('../../../src/files/git/repository.ts')
    const found = await findRepository(council.root, council.variables)
    expect(await userEmail(found ?? council.repository, council.variables)).toBe('bo@council.test')
    expect(await commit(council, [bo])).toBe('committed')
    expect(existsSync(marker) ? readFileSync(marker, 'utf8') : '').toBe('')
  })
})
