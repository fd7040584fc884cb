import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { define } from '../../src/commands/exchange.ts'
import { openWorld } from '../world.ts'
import { councilAndExchange, recordFile, signOff } from './exchange-world.ts'
import { begin } from './signing-council.ts'

const digest = 'sha256:3ee1ef808e2938237d5765df738177035a330f651e73a132f205d135795a6e4f'
const good = (id: string, more = '') => `format: tiex-official/1
organisation: {id: ${id}, name: Council ${id}, type: county}
model: {id: tiex, version: "2026.1", digest: "${digest}"}
round: 2026-autumn
scope: whole council
audience: sector
published: 2026-11-15
respondents: 6
statements:
  role-of-the-authority/service/understand: {agreed: fully}
${more}`

const someKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0Fz0fAJ2CmVvVGWGzZLvbZx9rwc3cWvO1bCUcGUR7g'
const settingsOf = (audience: string) => `format: tiex-exchange/1\nname: X\naudience: ${audience}\n`

/** A plain folder with an exchange and these files below `organisations/`. */
function exchangeWith(files: Readonly<Record<string, string>>, settings = '') {
  const world = openWorld()
  onTestFinished(() => world.remove())
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(world.folder, file)), { recursive: true })
    writeFileSync(join(world.folder, file), text)
  }
  write('exchange.yaml', `${settingsOf('sector')}${settings}`)
  for (const [file, text] of Object.entries(files)) write(`organisations/${file}`, text)
  const check = (...more: string[]) => world.tiex(['exchange', 'check', ...more])
  return { ...world, write, check }
}

const one = 'ex/2026-autumn.yaml'
const practice = (more = '') =>
  `format: tiex-practice/1\nid: p\norganisation: {id: ex}\ntitle: T\nwhat: W\nshare: sector\n${more}`

describe('tiex exchange check', () => {
  it('is content with a record, a withdrawn one and a practice', async () => {
    const gone = 'format: tiex-official/1\norganisation: {id: ey}\nround: r\nwithdrawn: 2026-11-15\n'
    const { check } = exchangeWith({ [one]: good('ex'), 'ey/r.yaml': gone, 'ex/practice/p.yaml': practice() })
    const { code, stdout } = await check()
    expect(stdout).toMatch(
      /^Everything is in order: 2 records \(1 withdrawn\) and 1 practice of 2\norganisations/,
    )
    expect(code).toBe(0)
  })

  it.each<[string, Record<string, string>, RegExp, string?]>([
    [
      'a record in the folder of another',
      { 'ey/2026-autumn.yaml': good('ex') },
      /ey\/2026-autumn.yaml:2:\d+: error: the file is in the folder of ey, but is of "ex"/,
    ],
    [
      'a record with the name of another round',
      { 'ex/2027.yaml': good('ex') },
      /2027.yaml:4:\d+: error: the file is called 2027.yaml, but its round is "2026-autumn"/,
    ],
    ['a file that is no record', { [one]: 'hello: [1' }, /2026-autumn.yaml:\d+:\d+: error: /],
    [
      'a field that nobody knows',
      { [one]: good('ex', 'notes: {a: secret}\n') },
      /"notes" is not a field here/,
    ],
    [
      'an option that the model does not have',
      { [one]: good('ex', '  role-of-the-authority/service/plan: {agreed: perhaps}\n') },
      /"perhaps" is no answer here/,
    ],
    [
      'a statement that the model does not have',
      { [one]: good('ex', '  role-of-the-authority/service/dream: {agreed: fully}\n') },
      /"role-of-the-authority\/service\/dream" is no statement of tiex 2026.1/,
    ],
    [
      'an ambition above the stages',
      { [one]: good('ex', 'cells:\n  role-of-the-authority/service: {ambition: 5}\n') },
      /there is no stage 5/,
    ],
    [
      'more answers than people',
      { [one]: good('ex', 'spreads:\n  role-of-the-authority/service/understand: {fully: 7}\n') },
      /it counts 7 answers of 6 people/,
    ],
    [
      'other statements under the name of a model',
      { [one]: good('ex').replace(digest, `sha256:${'0'.repeat(64)}`) },
      /tiex 2026.1 has other statements/,
    ],
    [
      'a model that is not taken',
      { [one]: good('ex') },
      /this exchange does not take the model tiex 2026.1/,
      `models: [{id: m, version: "1", digest: "${digest}"}]\n`,
    ],
    [
      'a day that is none',
      { [one]: good('ex').replace('2026-11-15', '2026-02-30') },
      /published: there is no 2026-02-30/,
    ],
    [
      'a day that is still to come, wherever it is today',
      { [one]: good('ex').replace('2026-11-15', '2026-11-21') },
      /published: 2026-11-21 is still to come/,
    ],
    [
      'a practice about a cell that the model does not have',
      { 'ex/practice/p.yaml': practice('model: tiex@2026.1\ncells: [no-such-cell]\n') },
      /p.yaml:\d+:\d+: error: "no-such-cell" is no cell or success factor of tiex@2026.1/,
    ],
    [
      'a name of a model that nobody has, of a practice',
      { 'ex/practice/p.yaml': practice('model: dreams@1\ncells: [no-such-cell]\n') },
      /warning: "dreams@1" is no model that this tiex has/,
    ],
    [
      'a name with a line break, on one line',
      { 'ex/a\nerror: all is well.yaml': good('ex') },
      /^organisations\/ex\/a error: all is well.yaml: error: /,
    ],
    [
      'a role that exchange.yaml has a key of, and that has not signed',
      { [one]: good('ex') },
      /error: "leader" of ex has not signed it, and exchange.yaml has a key of theirs/,
      `organisations: {ex: {signers: {leader: "${someKey}"}}}\n`,
    ],
    [
      'what is for the sector, open to everybody',
      { [one]: good('ex') },
      /it is for the sector, but everybody can read this exchange/,
      'public',
    ],
    [
      'a practice for the sector, open to everybody',
      { 'ex/practice/p.yaml': practice() },
      /p.yaml:6:\d+: error: it is for the sector/,
      'public',
    ],
    ['a practice of another', { 'ey/practice/p.yaml': practice() }, /the file is in the folder of ey/],
    [
      'a file of no kind',
      { 'ex/notes.txt': 'x' },
      /ex\/notes.txt: error: no file of an exchange is called like this/,
    ],
    [
      'a folder that differs by case',
      { 'Ex/2026-autumn.yaml': good('ex') },
      /Ex\/2026-autumn.yaml: error: no file of an exchange/,
    ],
    [
      'a name that another has',
      { [one]: good('ex'), 'ey/2026-autumn.yaml': good('ey').replace('Council ey', 'council EX') },
      /warning: ex has this name too/,
    ],
    [
      'a key that is none',
      { [one]: good('ex') },
      /exchange.yaml:\d+:\d+: error: this is no SSH public key/,
      'organisations: {ex: {keys: [ssh-ed25519 AAAA]}}\n',
    ],
  ])('finds %s, and names the file', async (name, files, message, settings = '') => {
    const { check, write } = exchangeWith(files, settings === 'public' ? '' : settings)
    if (settings === 'public') write('exchange.yaml', settingsOf('public'))
    const { code, stdout } = await check()
    expect(stdout).toMatch(message)
    expect(code).toBe(/^a name (that|of)/.test(name) ? 0 : 1)
  })

  it('looks at all the others where one is hostile', async () => {
    const { check, folder, write } = exchangeWith({ [one]: good('ex') })
    write('organisations/big/2026-autumn.yaml', `${good('big')}#${'x'.repeat(300_000)}`)
    write('organisations/esc/2026-autumn.yaml', good('esc').replace('Council esc', '"\\e]8;;x"'))
    symlinkSync('/etc/passwd', join(folder, 'organisations/ex/passwd.yaml'))
    symlinkSync('/etc', join(folder, 'organisations/link'))
    execFileSync('mkfifo', [join(folder, 'organisations/ex/pipe.yaml')])
    const { code, stdout } = await check()
    expect(stdout).toMatch(/big\/2026-autumn.yaml: error: is larger than 256 kB/)
    expect(stdout).toMatch(/passwd.yaml: error: is a symbolic link/)
    expect(stdout).toMatch(/organisations\/link: error: /)
    expect(stdout).toMatch(/pipe.yaml: error: is not a plain file/)
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toContain('5 records')
    expect(code).toBe(1)
  })

  it('tells a record that is marked as a program', async () => {
    const { check, folder } = exchangeWith({ [one]: good('ex') })
    chmodSync(join(folder, 'organisations', one), 0o755)
    const { code, stdout } = await check()
    expect(stdout).toMatch(/^organisations\/ex\/2026-autumn.yaml: warning: is marked as a program/)
    expect(code).toBe(0)
  })

  it('says that there is no exchange', async () => {
    const world = openWorld()
    onTestFinished(() => world.remove())
    const { code, stderr } = await world.tiex(['exchange', 'check'])
    expect(stderr).toMatch(/^error: there is no exchange.yaml in this folder/)
    expect(code).toBe(2)
  })

  it('says the same as data and as annotations', async () => {
    const { check } = exchangeWith({ 'ex/notes.txt': 'x' })
    expect(JSON.parse((await check('--format', 'json')).stdout)).toMatchObject({
      format: 'tiex-exchange-check/1',
      errors: 1,
      records: 0,
      history: false,
    })
    expect((await check('--format', 'github')).stdout).toMatch(
      /^::error file=organisations\/ex\/notes.txt,title=tiex%3A path::/,
    )
    expect(JSON.parse((await check('--format', 'gitlab')).stdout)).toHaveLength(1)
  })
})

describe('the signatures of a record', () => {
  let signed = ''
  let key = ''
  beforeAll(async () => {
    const council = begin()
    try {
      await signOff(council)
      mkdirSync(join(council.folder, '../plain'))
      writeFileSync(join(council.folder, '../plain/exchange.yaml'), settingsOf('sector'))
      await council.tiex(['publish', '--audience', 'sector', '--to', '../plain', '--yes'])
      signed = council.read(`../plain/${recordFile}`)
      key = council.read('../lee.pub').trim()
    } finally {
      council.remove()
    }
  }, 60_000)
  const check = async (change: (text: string) => string, settings = '') => {
    const files = { 'exampleshire/2026-autumn.yaml': change(signed) }
    return (await exchangeWith(files, settings.replaceAll('KEY', key)).check()).stdout
  }

  it('are good as they were published', async () =>
    expect(await check((text) => text)).toMatch(/^Everything is in order/))

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'does not hold when an answer was changed',
      (text) => text.replace('{agreed: fully}', '{agreed: partly}'),
      /what "leader" signed is not this record: the record was changed after it was signed/,
    ],
    [
      'does not hold when the number of people was',
      (text) => text.replace('respondents: 8', 'respondents: 80'),
      /the record was changed after it was signed/,
    ],
    [
      'does not hold as another role',
      (text) => text.replace('role: leader', 'role: mayor'),
      /it was made as "leader"/,
    ],
    [
      'does not hold by the key of another',
      (text) => text.replace(/key: ssh-ed25519 .*/, `key: ${/key: (ecdsa.*)/.exec(text)![1]}`),
      /the signature of "leader" was not made with the key beside it/,
    ],
    [
      'does not hold when it was spoilt',
      (text) =>
        text.replace(
          'U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg',
          'U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAh',
        ),
      /the signature of "leader" was made with a key that is damaged/,
    ],
    [
      'is needed where there is a key',
      (text) => text.replace(/ {4}signature: \|\n( {6}.*\n)+ {4}key: ssh.*\n/, ''),
      /the entry of "leader" has no signature/,
    ],
  ])('%s', async (_, change, message) => expect(await check(change)).toMatch(message))

  it('must be of whom the exchange knows', async () => {
    expect(
      await check(
        (text) => text,
        'organisations:\n  exampleshire: {signers: {leader: KEY, chief-executive: KEY}}\n',
      ),
    ).toMatch(/error: it is not the key of "chief-executive" of exampleshire in exchange.yaml/)
  })
})

describe('tiex exchange check --range', () => {
  const judge = async (council: Awaited<ReturnType<typeof councilAndExchange>>, range: string) =>
    (await council.tiex(['exchange', 'check', '../x.git', '--range', range])).output

  it('lets nobody write over the folder of another', async () => {
    const council = await councilAndExchange('sector', 'published')
    const text = council.at('x.git', 'show', `main:${recordFile}`)
    council.push({ [recordFile]: text.replace('respondents: 8', 'respondents: 9') }, 'theirs', 'mallory')
    for (const range of ['main~1..main', '..main'])
      expect(await judge(council, range)).toMatch(
        /2026-autumn.yaml: error: [0-9a-f]{7} may not write here: "mallory@example.org" may not write for\s+exampleshire/,
      )
    council.push({ 'organisations/mallory/2026-autumn.yaml': good('mallory') }, 'mine', 'mallory')
    expect(await judge(council, 'main~1..main')).toMatch(
      /^warning: who wrote for mallory is told by an e-mail alone[^\n]*\nhint: [^\n]*\n\n1 warning in/,
    )
  })

  it('asks for a key where exchange.yaml names one, and tells a change of who may write', async () => {
    const council = await councilAndExchange()
    const members = `organisations:\n  exampleshire: {keys: ["${council.read('../lee.pub').trim()}"]}\n`
    council.push({ 'exchange.yaml': council.settings() + members }, 'Name the key')
    expect(await judge(council, 'main~1..main')).toMatch(/warning: [0-9a-f]{7} changes who may write/)
    council.push({ [recordFile]: good('exampleshire') }, 'by hand', 'sam')
    expect(await judge(council, 'main~1..main')).toContain(
      'it is not signed, and what is written for exampleshire must be',
    )
  })

  it('lets nobody name themselves, and write, in one go', async () => {
    const council = await councilAndExchange('sector', 'published')
    const members = 'organisations:\n  exampleshire: {writers: [mallory@example.org]}\n'
    const record = { [recordFile]: council.at('x.git', 'show', `main:${recordFile}`).replace(': 8', ': 9') }
    council.push({ 'exchange.yaml': council.settings() + members }, 'me', 'mallory')
    council.push(record, 'mine now', 'mallory')
    const said = await judge(council, 'main~2..main')
    expect(said).toContain('changes who may write, together with records')
    expect(said).toContain('may not write here: "mallory@example.org"')
  })

  it('sees what a merge brings in on its own', async () => {
    const council = await councilAndExchange('sector', 'published')
    council.at('x', 'fetch', '-q')
    council.at('x', 'reset', '-q', '--hard', 'origin/main')
    council.at('x', 'checkout', '-q', '-b', 'side', 'HEAD~1')
    council.at('x', 'commit', '-q', '--allow-empty', '-m', 'side')
    council.at('x', 'checkout', '-q', 'main')
    council.at('x', 'merge', '-q', '--no-ff', '--no-commit', 'side')
    const file = join(council.beside('x'), recordFile)
    writeFileSync(file, readFileSync(file, 'utf8').replace(': 8', ': 9'))
    council.at('x', 'add', '-A')
    council.at(
      'x',
      '-c',
      'user.name=m',
      '-c',
      'user.email=m@m',
      'commit',
      '-q',
      '--author',
      'M <m@m>',
      '-m',
      'merge',
    )
    council.at('x', 'push', '-q', 'origin', 'main')
    expect(await judge(council, 'main~1..main')).toMatch(/may not write here: "m@m" may not write for/)
  })

  it('is a hook with which a server refuses, by the words of the README', async () => {
    const council = await councilAndExchange()
    const readme = readFileSync(join(council.beside('x'), 'README.md'), 'utf8')
    const script = /```sh\n(#!\/bin\/sh\n[\s\S]*?)```/.exec(readme)![1]!
    const tiex = `node --import ${new URL('../../node_modules/tsx/dist/esm/index.mjs', import.meta.url).pathname} ${new URL('../../src/start.ts', import.meta.url).pathname}`
    const hook = join(council.beside('x.git'), 'hooks/pre-receive')
    mkdirSync(dirname(hook), { recursive: true })
    writeFileSync(hook, script.replace('tiex exchange', `${tiex} exchange`), { mode: 0o755 })
    expect((await council.publish()).stderr).toContain(`Published: ${recordFile}`)
    const theirs = () => council.pushFromClone({ [recordFile]: good('exampleshire') }, 'theirs', 'mallory')
    expect(theirs).toThrow(/may not write here: "mallory@example.org"/)
    expect(council.at('x.git', 'rev-list', '--count', 'main')).toBe('2\n')
  }, 60_000)

  it('judges no history that was rewritten or cut short', async () => {
    const council = await councilAndExchange('sector', 'published')
    const old = council.at('x.git', 'rev-parse', 'main').trim()
    council.at('x.git', 'update-ref', 'refs/heads/main', 'main~1')
    council.push({ 'organisations/other/2026-autumn.yaml': good('other') }, 'other')
    expect(await judge(council, `${old}..main`)).toContain('the history was rewritten')
    expect(await judge(council, 'main')).toMatch(/^error: --range cannot be "main"/)
  })
})

describe('tiex exchange init', () => {
  it('makes an exchange that its own check is content with, once', async () => {
    const world = openWorld()
    onTestFinished(() => world.remove())
    const flags = ['--name', 'A: "name" #1', '--audience', 'public']
    expect((await world.tiex(['exchange', 'init', 'x', ...flags])).code).toBe(0)
    expect(parse(readFileSync(join(world.folder, 'x/exchange.yaml'), 'utf8'))).toEqual({
      ...{ format: 'tiex-exchange/1', name: 'A: "name" #1', audience: 'public' },
      keepers: { writers: ['sam.okafor@exampleshire.gov.uk'] },
    })
    expect((await world.tiex(['exchange', 'check', 'x', '--range', '..HEAD'])).output).toMatch(
      /^Everything is in order: 0 records/,
    )
    const again = await world.tiex(['exchange', 'init', 'x', ...flags])
    expect(again.stderr).toMatch(/^error: there is an exchange in x already/)
    expect(again.code).toBe(2)
  })

  it('is finished by running it again where it was stopped before it committed', async () => {
    const world = openWorld()
    onTestFinished(() => world.remove())
    const begin = (...more: readonly string[]) =>
      world.tiex(['exchange', 'init', 'x', '--name', 'X', '--audience', 'sector', ...more])
    await begin('--no-commit')
    unlinkSync(join(world.folder, 'x/README.md'))
    expect((await begin('--no-commit')).code).toBe(2)
    expect((await begin('--audience', 'public')).code).toBe(2)
    expect(await begin()).toMatchObject({ code: 0 })
    const run = { cwd: join(world.folder, 'x'), env: world.variables, encoding: 'utf8' } as const
    expect(execFileSync('git', ['status', '--porcelain'], run)).toBe('')
    expect(execFileSync('git', ['ls-files'], run).split('\n')).toContain('README.md')
    expect((await begin()).code).toBe(2)
  })

  it.each([
    [[], /^error: --name and --audience are missing/],
    [['--name', 'X'], /^error: --audience is missing/],
    [['--name', ' ', '--audience', 'sector'], /exchange.yaml:\d+:\d+: error: /],
  ])('asks for what it must know: %j', async (flags, message) => {
    const world = openWorld()
    onTestFinished(() => world.remove())
    const { code, stderr } = await world.tiex(['exchange', 'init', ...flags])
    expect(stderr).toMatch(message)
    expect([code, existsSync(join(world.folder, 'exchange.yaml'))]).toEqual([2, false])
  })

  it('begins nothing in the repository of a council, and nothing in a dry run', async () => {
    const world = openWorld()
    onTestFinished(() => world.remove())
    const flags = ['--name', 'X', '--audience', 'sector']
    const dry = await world.tiex(['exchange', 'init', 'x', ...flags, '--dry-run'])
    expect(dry.stdout + dry.stderr).toContain('  exchange.yaml\n')
    expect([dry.code, existsSync(join(world.folder, 'x'))]).toEqual([0, false])
    writeFileSync(join(world.folder, 'tiex.yaml'), 'format: tiex-assessment/1\n')
    const { code, stderr } = await world.tiex(['exchange', 'init', ...flags])
    expect(stderr).toMatch(/^error: there is the assessment of a council in this folder/)
    expect([code, existsSync(join(world.folder, 'exchange.yaml'))]).toEqual([2, false])
  })

  it('writes workflows whose lines tiex knows, and which run nothing of a pull request', async () => {
    const world = openWorld()
    onTestFinished(() => world.remove())
    await world.tiex(['exchange', 'init', '--name', 'X', '--audience', 'sector'])
    const text = readFileSync(join(world.folder, '.github/workflows/tiex-exchange.yml'), 'utf8')
    const workflow = parse(text) as {
      on: object
      jobs: Record<string, { steps: { run?: string; with?: object; env?: object }[] }>
    }
    const gitlab = parse(readFileSync(join(world.folder, '.gitlab-ci.yml'), 'utf8')) as {
      exchange: { script: string[] }
    }
    const steps = workflow.jobs.exchange!.steps
    expect(workflow.on).toEqual({ push: { branches: ['**'] }, pull_request_target: null, merge_group: null })
    expect(steps[0]!.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false })
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
    const lines = [...steps.flatMap(({ run = '' }) => run.split('\n')), ...gitlab.exchange.script].filter(
      (line) => /^\s*tiex /.test(line),
    )
    expect(lines).toHaveLength(2)
    const command = new Command('exchange')
    define(command, () => async () => {})
    const check = command.commands.find((known) => known.name() === 'check')!
    for (const line of lines) {
      expect(line.trim()).toMatch(/^tiex exchange check /)
      for (const flag of line.match(/--[a-z-]+/g)!)
        expect(check.options.map(({ long }) => long)).toContain(flag)
    }
  })

  it('writes a workflow whose last step judges what was pushed', async () => {
    const council = await councilAndExchange('sector', 'published')
    council.at('x', 'fetch', '-q')
    council.at('x', 'reset', '-q', '--hard', 'origin/main')
    const { jobs } = parse(
      readFileSync(join(council.beside('x'), '.github/workflows/tiex-exchange.yml'), 'utf8'),
    ) as { jobs: { exchange: { steps: { run?: string }[] } } }
    const said = execFileSync(
      'bash',
      ['-e', '-c', `tiex() { echo "tiex $*"; }\n${jobs.exchange.steps.at(-1)!.run}`],
      {
        cwd: council.beside('x'),
        env: {
          ...council.variables,
          LEFT: '',
          BASE: council.at('x', 'rev-parse', 'HEAD~1').trim(),
          AFTER: council.at('x', 'rev-parse', 'HEAD').trim(),
        },
        encoding: 'utf8',
      },
    )
    const [, ...args] = said.trim().split(' ')
    const { code, stdout } = await council.tiex(args, { cwd: council.beside('x') })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^::warning title=tiex%3A e-mail::[^\n]*\n$/)
  })
})
