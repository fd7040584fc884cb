import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleOnce } from './made-once.ts'
import { sealedCouncil } from './sealed-council.ts'

const badges = 'practice/blue-badges-in-four-days.yaml'

const example = exampleOnce()

/** The example council in a repository, and an exchange beside it. */
function council() {
  const world = example()
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' }).trim()
  const practice = (...args: readonly string[]) => world.tiex(['practice', ...args])
  const write = (file: string, text: string) => {
    const path = join(world.folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  const read = (file: string) => readFileSync(join(world.folder, file), 'utf8')
  const publish = (of: string, id: string, more = '', from = of) =>
    write(
      `../exchange/organisations/${of}/practice/${id}.yaml`,
      `format: tiex-practice/1\nid: ${id}\norganisation: {id: ${from}, name: ${from} Council}\ntitle: Practice ${id}\nwhat: What ${of} did.\n${more}`,
    )
  write('../exchange/exchange.yaml', 'format: tiex-exchange/1\nname: Test exchange\naudience: sector\n')
  return { world, git, practice, write, read, publish }
}

const told = ['--title', 'Fees by hand', '--what', 'We counted.']

describe('a practice that is added', () => {
  it('is one commit of its file alone, as the person who acts, and names the model of its cells', async () => {
    const { git, practice, read } = council()
    const { code } = await practice('add', ...told, '--cell', 'managing-income/service', '--as', 'tom-reed')
    expect(code).toBe(0)
    expect(read('practice/fees-by-hand.yaml')).toBe(
      [
        '# yaml-language-server: $schema=../schemas/practice.schema.json',
        'format: tiex-practice/1',
        'id: fees-by-hand',
        'title: Fees by hand',
        'what: We counted.',
        'cells: [managing-income/service]',
        'model: tiex@2026.1',
        'added: 2026-11-19',
        '',
      ].join('\n'),
    )
    expect(git('show', '--format=%an: %s', '--name-only')).toBe(
      'Tom Reed: Add the practice fees-by-hand\n\npractice/fees-by-hand.yaml',
    )
    expect(git('status', '--porcelain')).toBe('')
  })

  it('is never shared unless somebody says so', async () => {
    const { practice, read } = council()
    await practice('add', ...told)
    expect(read('practice/fees-by-hand.yaml')).not.toContain('share')
  })

  it('gets an id of its own where the title is taken, but never takes the place of a file', async () => {
    const { practice, read } = council()
    await practice('add', ...told)
    await practice('add', ...told)
    expect(read('practice/fees-by-hand-2.yaml')).toContain('id: fees-by-hand-2')
    const again = await practice('add', ...told, '--id', 'fees-by-hand')
    expect(again).toMatchObject({ code: 2, stdout: '' })
    expect(again.stderr).toContain('there is a practice "fees-by-hand" already')
  })

  it.each([
    [
      ['--cell', 'managing-incme/service'],
      '--cell: "managing-incme/service" is not a cell or success factor',
    ],
    [['--link', 'https://example.org'], '--link: "https://example.org" is no title'],
    [['--link', 'Report ftp://example.org'], '--link: what is written there is not right'],
    [['--id', '../tiex'], '--id: "../tiex" is not right for id'],
    [['--title', 'x'.repeat(201)], '--title: '],
    [['--what', 'a\u001b[31mb'], 'a text holds'],
    [['--pick', '1'], '--pick chooses among notes'],
    [['--as', 'cllr-lee'], 'cllr-lee may neither answer nor facilitate nor administer'],
  ])('is refused with %j', async (more, message) => {
    const { world, practice, git } = council()
    const { code, stderr } = await practice('add', ...told, ...more)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
    expect(git('status', '--porcelain')).toBe('')
    expect(existsSync(join(world.folder, 'practice/fees-by-hand.yaml'))).toBe(false)
  })

  it('without a terminal names the flags that are missing', async () => {
    const { practice } = council()
    const { code, stderr } = await practice('add')
    expect(code).toBe(2)
    expect(stderr).toContain('--title is missing')
    expect(stderr).toContain('--what is missing')
  })

  it('may be begun side by side: each has a file and nothing is lost', async () => {
    const { practice, read } = council()
    const ids = ['a', 'b', 'c', 'd']
    const done = await Promise.all(ids.map((id) => practice('add', ...told, '--id', id, '--no-commit')))
    expect(done.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    for (const id of ids) expect(read(`practice/${id}.yaml`)).toContain(`id: ${id}\n`)
  })
})

describe('a practice that is changed', () => {
  it('keeps its comments and every other byte', async () => {
    const { practice, read, git } = council()
    const file = 'practice/recovery-rehearsed-for-real.yaml'
    const before = read(file)
    expect((await practice('set', 'recovery-rehearsed-for-real', 'share=public')).code).toBe(0)
    expect(read(file)).toBe(`${before}share: public\n`)
    expect((await practice('set', 'recovery-rehearsed-for-real', 'share=')).code).toBe(0)
    expect(read(file)).toBe(before)
    expect(git('log', '-1', '--format=%s')).toBe('Change share of the practice recovery-rehearsed-for-real')
  })

  it('that says nothing new is not written', async () => {
    const { practice, git } = council()
    const head = git('rev-parse', 'HEAD')
    const { stderr } = await practice('set', 'blue-badges-in-four-days', 'share=sector')
    expect(stderr).toContain('says so already')
    expect(git('rev-parse', 'HEAD')).toBe(head)
  })

  it.each([
    [['blue-badges-in-four-day', 'share='], 'this council has no practice "blue-badges-in-four-day"'],
    [['../tiex', 'share='], 'this council has no practice "../tiex"'],
    [['blue-badges-in-four-days', 'share=all'], '"all" is not possible for share'],
    [['blue-badges-in-four-days', 'cells=x'], 'cells: "x" is not a cell or success factor'],
    [['blue-badges-in-four-days', 'titel=x'], '"titel" is not a field of a practice'],
  ])('is refused with %j', async (words, message) => {
    const { practice, git } = council()
    const { code, stderr } = await practice('set', ...words)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
    expect(git('status', '--porcelain')).toBe('')
  })

  it('is not followed through a link', async () => {
    const { world, practice, write } = council()
    write('../outside.yaml', 'format: tiex-practice/1\nid: outside\ntitle: T\nwhat: W\n')
    symlinkSync(join(world.folder, '../outside.yaml'), join(world.folder, 'practice/outside.yaml'))
    expect((await practice('set', 'outside', 'title=X')).stderr).toContain('is a symbolic link')
    expect((await practice('list')).stderr).toContain('practice/outside.yaml: error: is a symbolic link')
  })
})

describe('notes of the round', () => {
  const keeps = (text: string) => text.replace(/^share-notes: true\n/m, '')
  const shares = (text: string) => keeps(text).replace(/^answers:/m, 'share-notes: true\nanswers:')
  const response = (person: string) => `rounds/2026-autumn/responses/${person}.yaml`

  it('give a person only their own, and a facilitator those of people who share them, without names', async () => {
    const { practice, read, write } = council()
    const own = await practice('add', '--from-notes', '--as', 'ruth-adeyemi')
    expect(own.stdout).toContain('Since January a team manager can spend')
    expect(own.stdout).not.toContain('Blue Badge')
    write(response('ruth-adeyemi'), keeps(read(response('ruth-adeyemi'))))
    const before = await practice('add', '--from-notes', '--as', 'sam-okafor')
    expect(before.stdout).not.toContain('Since January a team manager can spend')
    write(response('ruth-adeyemi'), shares(read(response('ruth-adeyemi'))))
    const after = await practice('add', '--from-notes', '--as', 'sam-okafor')
    expect(after.stdout).toContain('Since January a team manager can spend')
    expect(after.output).not.toMatch(/ruth|adeyemi/i)
    const other = await practice('add', '--from-notes', '--as', 'priya-shah')
    expect(other.output).not.toContain('Since January a team manager can spend')
  })

  it('are drafted from by number, and the practice says nothing of who wrote them', async () => {
    const { practice, read, write, git } = council()
    write(response('ruth-adeyemi'), shares(read(response('ruth-adeyemi'))))
    const { stdout } = await practice('add', '--from-notes')
    const number = stdout.match(/^(\d+)\. Getting the best from staff/m)![1]!
    const added = await practice('add', '--from-notes', '--pick', number, '--id', 'fifty')
    expect(added.code).toBe(0)
    expect(added.stderr).toContain('Its writer agreed that the group sees this note in the workshop')
    const file = read('practice/fifty.yaml')
    expect(file).toContain('cells: [getting-the-best-from-staff]')
    expect(file).not.toContain('share')
    expect(git('show')).not.toMatch(/ruth|adeyemi/i)
    expect((await practice('add', '--from-notes')).stdout).toContain('drafted already: fifty')
  })

  it('that are not there are told', async () => {
    const { practice } = council()
    expect(await practice('add', '--from-notes', '--as', 'beth-harding')).toMatchObject({
      code: 1,
      stdout: '',
    })
    const far = await practice('add', '--from-notes', '--pick', '99')
    expect(far).toMatchObject({ code: 2, stderr: expect.stringMatching(/--pick 99: there are \d+ notes/) })
  })

  it('of a sealed round are read with the own key, and it is said that practice is not sealed', async () => {
    const { as, done, read } = await sealedCouncil()
    const note = 'getting-the-best-from-staff/notable-practice=Small sums without asking.'
    await done('bo-reed', 'assess', '--no-input', '--note', note)
    expect(await as('sam-okafor', ['practice', 'add', '--from-notes'])).toMatchObject({ code: 1, stdout: '' })
    const { code, stderr } = await as('bo-reed', ['practice', 'add', '--from-notes', '--pick', '1'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Notes are sealed here') })
    expect(read('practice/small-sums-without-asking.yaml')).toContain('what: Small sums without asking.\n')
  })
})

describe('the practice of other councils', () => {
  it('is listed, found and suggested beside the own, marked by council', async () => {
    const { world, practice, publish } = council()
    publish('testshire', 'one-door', 'cells: [managing-expenditure/service]\nmodel: tiex@2026.1\n')
    publish('exampleshire', 'ours-again')
    const list = await practice('--exchange', '../exchange')
    expect(list.stdout).toContain('testshire Council (testshire)')
    expect(list.stdout).not.toContain('ours-again')
    expect(list.stderr).toContain('2 practices of Exampleshire County Council, 1 of 1 other council.')
    expect((await practice('search', 'one', 'dor', '--exchange', '../exchange')).stdout).toContain(
      'testshire/one-door',
    )
    expect((await practice('search', 'testshire')).code).toBe(1)
    expect((await practice('show', 'one-door', '--exchange', '../exchange')).stdout).toContain(
      'What testshire did.',
    )

    const resources = await world.tiex([
      'resources',
      '--top',
      '1',
      '--exchange',
      '../exchange',
      '--format',
      'json',
    ])
    const [need] = JSON.parse(resources.stdout).needs
    expect(need.practice.map((one: { id: string; match: string }) => `${one.id}: ${one.match}`)).toEqual([
      'one-door: cell',
      'blue-badges-in-four-days: cell',
      'recovery-rehearsed-for-real: mode',
    ])
    const plan = await world.tiex([
      'plan',
      'propose',
      '--dry-run',
      '--top',
      '20',
      '--exchange',
      '../exchange',
    ])
    expect(plan.stdout).toContain('practice:')
  })

  it('differs with the answers it is suggested for', async () => {
    const { world, publish } = council()
    for (const cell of [
      'managing-income/community',
      'data-and-intelligence/community',
      'digital-and-technology/customer',
    ])
      publish('testshire', cell.replace('/', '-'), `cells: [${cell}]\n`)
    const suggested = async (who: string) => {
      const args = ['resources', who, '--top', '3', '--exchange', '../exchange', '--format', 'json']
      const { needs } = JSON.parse((await world.tiex(args)).stdout)
      return needs.map(({ practice }: { practice: readonly { id: string }[] }) =>
        practice.map(({ id }) => id),
      )
    }
    expect(await suggested('priya-shah')).not.toEqual(await suggested('marek-nowak'))
  })

  it('asks whose it is where several have the id', async () => {
    const { practice, publish } = council()
    publish('testshire', 'door')
    publish('bexland', 'door')
    const { code, stderr } = await practice('show', 'door', '--exchange', '../exchange')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('say whose: bexland/door or testshire/door'),
    })
    expect((await practice('show', 'bexland/door', '--exchange', '../exchange')).stdout).toContain(
      'What bexland did.',
    )
  })

  it('is read past every hostile entry, each named with its place', async () => {
    const { world, practice, write, publish } = council()
    const at = '../exchange/organisations'
    publish('testshire', 'good')
    publish('testshire', 'escape', 'contact: "red\\u202eder\\u200b"\n')
    publish('testshire', 'formula', 'changed: =HYPERLINK("https://example.org")\n')
    publish('testshire', 'stolen', '', 'exampleshire')
    publish('testshire', 'script', 'links: [{title: x, url: "javascript:alert(1)"}]\n')
    write(`${at}/testshire/practice/broken.yaml`, 'format: [\n')
    write(`${at}/testshire/practice/huge.yaml`, `format: tiex-practice/1\nwhat: ${'x'.repeat(300_000)}\n`)
    write(`${at}/Bad Name/practice/x.yaml`, 'x')
    write(`${at}/file`, 'x')
    symlinkSync(world.folder, join(world.folder, at, 'linked'))
    mkdirSync(join(world.folder, at, 'bexland'), { recursive: true })
    symlinkSync(join(world.folder, 'practice'), join(world.folder, at, 'bexland/practice'))
    execFileSync('mkfifo', [join(world.folder, at, 'testshire/practice/pipe.yaml')])

    const { code, stdout, stderr } = await practice('--exchange', '../exchange', '--format', 'csv')
    expect(code).toBe(0)
    expect(stdout).toContain('testshire,testshire Council,good')
    expect(stdout).toContain("'=HYPERLINK")
    expect(stdout).not.toMatch(/\u001b|\u202e/)
    expect(stdout).not.toMatch(/stolen|script|huge/)
    for (const [file, message] of [
      ['Bad Name', 'this is no folder of a council'],
      ['file', 'this is no folder of a council'],
      ['linked', 'this is no folder of a council'],
      ['bexland/practice', 'is a symbolic link'],
      ['testshire/practice/broken.yaml', ''],
      ['testshire/practice/huge.yaml', 'is larger than 256 kB'],
      ['testshire/practice/pipe.yaml', 'is not a plain file'],
      ['testshire/practice/script.yaml', 'what is written there is not right for url'],
      ['testshire/practice/stolen.yaml', 'says it is of "exampleshire"'],
    ])
      expect(stderr).toMatch(new RegExp(`^${at}/${file}[:\\d]*: \\w+: .*${message}`, 'm'))
    const shown = await practice('show', 'testshire/escape', '--exchange', '../exchange')
    expect(shown.stdout).toContain('<U+202E>')
    expect(shown.stdout).not.toMatch(/\u001b|\u202e/)
  })

  it('tells the first few problems of many', async () => {
    const { practice, publish } = council()
    for (let number = 0; number < 40; number++) publish('testshire', `p${number}`, '', 'other')
    const { stderr } = await practice('--exchange', '../exchange')
    expect(stderr.match(/: error: /g)).toHaveLength(10)
    expect(stderr).toContain('30 more problems')
  })

  it.each([
    ['nowhere', 'there is no exchange in nowhere: it has no exchange.yaml'],
    ['https://example.org/exchange.git', '--exchange needs a folder'],
    ['git@example.org:exchange.git', '--exchange needs a folder'],
  ])('needs an exchange, which %s is not', async (named, message) => {
    const { world, practice } = council()
    const { code, stderr } = await practice('--exchange', named)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
    expect((await world.tiex(['resources', '--exchange', named])).code).toBe(2)
  })
})

it('tiex check tells what is wrong in practice/, and of files nobody reads', async () => {
  const { world, read, write } = council()
  write(badges, read(badges).replace('managing-expenditure/service', 'managing-expenditur/service'))
  write('practice/notes.txt', 'x')
  write('practice/other.yaml', 'format: tiex-practice/1\nid: another\ntitle: T\nwhat: W\n')
  const { code, stdout } = await world.tiex(['check', '--all'])
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^practice\/blue-badges-in-four-days\.yaml:\d+:\d+: error: "managing-expenditur\/service" is not/m,
  )
  expect(stdout).toContain('hint: managing-expenditure/service?')
  expect(stdout).toContain('practice/notes.txt: warning: this file is not read')
  expect(stdout).toContain(
    'practice/other.yaml:2:5: error: the file is called other.yaml but its id is "another"',
  )
})
