import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { council, response } from './council.ts'

const cell = 'data-and-intelligence/community'

/** What an open council of one is told before its first answer is kept. */
const readable =
  'Your answers are not encrypted: colleagues with access to this repository can\nread them, with your name.\nOnly 1 person is asked: among so few nothing is anonymous, since a figure can\nshow who said what.\n'

describe('tiex assess with answers in flags', () => {
  it('saves and commits them, and nothing besides', async () => {
    const { as, read, git, write } = await council()
    write('staged.txt', 'mine')
    git('add', 'staged.txt')
    const { code, error } = await as(
      ...['--answer', `${cell}/do=partly`, '--answer', 'approach-to-change/method=agree'],
      ...['--ambition', `${cell}=3`, '--note', `${cell}/evidence=Cabinet report 14 https://example.org/14`],
    )
    expect([code, error]).toEqual([
      0,
      `${readable}Saved and committed: ${response}\n2 of 93 answered, not submitted.\nCome back with: tiex assess --as ann-lee\n`,
    ])
    expect(read(response)).toContain(
      [
        'person: ann-lee',
        'role: transformation',
        'started: 2026-11-02T09:14:00Z',
        'answers:',
        '  data-and-intelligence:',
        '    community:',
        '      do: partly',
        '      ambition: 3',
      ].join('\n'),
    )
    expect(git('log', '-1', '--format=%s', '--name-only')).toBe(
      `Answer 2026-autumn as ann-lee: 2 of 93\n\n${response}\n`,
    )
    expect(git('status', '--porcelain')).toBe('A  staged.txt\n')
  })

  it('writes and commits nothing for what is there already', async () => {
    const { as, git, read } = await council()
    await as('--answer', `${cell}/do=partly`)
    const [before, head] = [read(response), git('rev-parse', 'HEAD')]
    const again = await as('--answer', `${cell}/do=partly`)
    expect([again.code, read(response), git('rev-parse', 'HEAD')]).toEqual([0, before, head])
  })

  it('never saves what its next reader would refuse', async () => {
    const { as, root } = await council()
    const { code, error } = await as('--note', `${cell}/evidence=${'long '.repeat(150)}`)
    expect(code).toBe(2)
    expect(error).toContain('evidence needs a title: text of at most 500 characters')
    expect(error).toContain('Nothing was saved.')
    expect(existsSync(join(root, response))).toBe(false)
  })

  it('tells every fault at once and then saves nothing', async () => {
    const { as, root } = await council()
    const { code, error } = await as(
      ...[
        '--answer',
        `${cell}/do=partyl`,
        '--answer',
        'data/do=partly',
        '--answer',
        `${cell}/plan=fully`,
        '--ambition',
        `${cell}=9`,
      ],
    )
    expect(code).toBe(2)
    expect(error.match(/^error: /gm)).toHaveLength(3)
    expect(error).toContain(
      'hint: partly? The answers are not-yet, partly, fully, dont-know and not-applicable',
    )
    expect(error).toContain('Nothing was saved.')
    expect(existsSync(join(root, response))).toBe(false)
  })

  it('wants a reason for what is not applicable', async () => {
    const { as } = await council()
    const { code, error } = await as('--answer', `${cell}/do=not-applicable`)
    expect([code, error]).toEqual([2, expect.stringContaining(`add --note '${cell}/rationale=WHY'`)])
    const given = await as(
      '--answer',
      `${cell}/do=not-applicable`,
      '--note',
      `${cell}/rationale=No community.`,
    )
    expect(given.code).toBe(0)
  })

  it('submits, and says how many statements are open', async () => {
    const { as, git, read, tiex } = await council()
    const { error } = await as('--answer', `${cell}/do=partly`, '--submit')
    expect(error).toContain('1 of 93 answered, submitted; the 92 open statements count as not answered.')
    expect(git('log', '-1', '--format=%s')).toBe('Answer 2026-autumn as ann-lee: 1 of 93, submitted\n')
    expect(read(response)).toContain('submitted: 2026-11-02T09:14:00Z')
    await tiex(
      ['assess', '--as', 'ann-lee', '--answer', `${cell}/do=fully`, '--submit'],
      '2026-11-03T10:00:00Z',
    )
    expect(read(response)).toContain('started: 2026-11-02T09:14:00Z\nsubmitted: 2026-11-03T10:00:00Z')
  })

  it('shows with --dry-run what it would do', async () => {
    const { as, root } = await council()
    const { out, code } = await as('--answer', `${cell}/do=partly`, '--dry-run')
    expect([code, out]).toEqual([
      0,
      `Would be written to ${response}:\n1 of 93 answered, not submitted.\n  ${cell}/do: partly\n`,
    ])
    expect(existsSync(join(root, response))).toBe(false)
  })

  it('shows no line wider than 80 columns with --dry-run', async () => {
    const { as } = await council()
    const long = 'procurement-and-commissioning/community'
    const note = ['--note', `${long}/rationale=No community.`]
    await as('--answer', `${long}/understand=dont-know`)
    const { out } = await as(
      '--answer',
      `${long}/understand=not-applicable`,
      ...note,
      '--submit',
      '--dry-run',
    )
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(out).toContain(`  ${long}/understand: not-applicable (was\n    dont-know)\n`)
  })

  it('refuses two answers to one statement, naming both', async () => {
    const { as, root } = await council()
    const { code, error } = await as('--answer', `${cell}/do=partly`, '--answer', `${cell}/do=fully`)
    expect([code, error]).toEqual([
      2,
      `error: --answer "${cell}/do": both "partly" and "fully" are given\nhint: leave one of them out\n\nNothing was saved.\n`,
    ])
    expect(existsSync(join(root, response))).toBe(false)
  })

  it('says that it has not committed where git is not found', async () => {
    const { as, variables, read } = await council()
    variables.PATH = ''
    const { code, error } = await as('--answer', `${cell}/do=partly`)
    expect([code, error]).toEqual([
      0,
      `${readable}Saved, not committed: git was not found\nThe file: ${response}\n1 of 93 answered, not submitted.\nCome back with: tiex assess --as ann-lee\n`,
    ])
    expect(read(response)).toContain('do: partly')
  })

  it('only saves in a folder that is no repository', async () => {
    const { as, root } = await council()
    rmSync(join(root, '.git'), { recursive: true })
    const { error } = await as('--answer', `${cell}/do=partly`)
    expect(error).toMatch(/^Saved: rounds/m)
  })

  it('leaves the commit to the person with --no-commit', async () => {
    const { as, git } = await council()
    const { error } = await as('--answer', `${cell}/do=partly`, '--no-commit')
    expect(error).toContain(`Saved, not committed: ${response}`)
    expect(git('status', '--porcelain')).toBe('?? rounds/\n')
  })

  it('keeps comments and everything it was not told to change', async () => {
    const { as, read, edit } = await council()
    await as('--answer', `${cell}/do=partly`)
    edit(response, '      do: partly', '      # ask Tom\n      do: partly')
    await as('--answer', `${cell}/review=not-yet`)
    expect(read(response)).toContain('      # ask Tom\n      do: partly\n      review: not-yet\n')
  })
})

describe('tiex assess --from', () => {
  const answers = `answers:\n  data-and-intelligence:\n    community: {do: partly, plan: fully}\n`

  it('takes the answers of a file over what is there', async () => {
    const { as, read, write } = await council()
    await as('--answer', `${cell}/do=not-yet`, '--answer', `${cell}/review=not-yet`)
    write('answers.yaml', answers)
    const { code } = await as('--from', 'answers.yaml')
    expect(code).toBe(0)
    expect(read(response)).toContain('      plan: fully\n      do: partly\n      review: not-yet\n')
  })

  it('takes a whole response of the same person', async () => {
    const { as, read, write, root } = await council()
    await as('--answer', `${cell}/do=partly`)
    write('copy.yaml', read(response).replace('do: partly', 'do: fully'))
    expect((await as('--from', join(root, 'copy.yaml'))).code).toBe(0)
    expect(read(response)).toContain('do: fully')
  })

  it.each([
    [
      'another person',
      'person: ann-lee',
      'person: bob',
      /copy\.yaml:5:9: error: these are answers of bob in 2026-autumn, not of ann-lee/,
    ],
    [
      'another round',
      'round: 2026-autumn',
      'round: 2025-autumn',
      /copy\.yaml:4:8: error: these are answers of ann-lee in 2025-autumn/,
    ],
    ['a wrong answer', 'do: partly', 'do: party', /copy\.yaml:\d+:\d+: error: "party" is not an answer here/],
    ['a wrong stage', 'do: partly', 'doing: partly', /copy\.yaml:\d+:\d+: error: "doing" is not a stage/],
  ])('refuses one with %s, and takes nothing', async (_, from, to, message) => {
    const { as, read, write } = await council()
    await as('--answer', `${cell}/do=partly`)
    const before = read(response)
    write('copy.yaml', before.replace(from, to).replace('      do', '      review: fully\n      do'))
    const { code, error } = await as('--from', 'copy.yaml')
    expect([code, error]).toEqual([2, expect.stringMatching(message)])
    expect(error).toContain('Nothing was taken from this file.')
    expect(read(response)).toBe(before)
  })

  it.each([
    ['that is not there', undefined, /there is no file answers\.yaml/],
    ['that is no YAML', 'answers: [', /answers\.yaml:1:/],
    ['that is a list', '- a\n', /this is a list, not a response/],
    ['with another field', `${answers}score: 5\n`, /answers\.yaml:4:1: error: "score" is not a field here/],
  ])('refuses a file %s', async (_, text, message) => {
    const { as, write } = await council()
    if (text !== undefined) write('answers.yaml', text)
    const { code, error } = await as('--from', 'answers.yaml')
    expect([code, error]).toEqual([2, expect.stringMatching(message)])
  })
})

describe('tiex assess refuses', () => {
  it('to ask where there is no terminal, and names the flags', async () => {
    const { as } = await council()
    const { code, error } = await as()
    expect(code).toBe(2)
    expect(error).toBe(
      'error: there is no terminal to ask you on\nhint: give answers with --answer CELL/STAGE=OPTION (repeatable), or take them from a file with --from FILE\n',
    )
  })

  it.each([
    ['before the round opens', '2026-09-30T12:00:00Z', 'the round 2026-autumn opens on Thu 1 October 2026'],
    ['after it has closed', '2026-11-21T00:00:00Z', 'the round 2026-autumn closed on Fri 20 November 2026'],
  ])('%s', async (_, now, message) => {
    const { tiex } = await council()
    const { code, error } = await tiex(['assess', '--as', 'ann-lee', '--answer', `${cell}/do=partly`], now)
    expect([code, error]).toEqual([2, expect.stringContaining(message)])
  })

  it('who may not answer', async () => {
    const { as, edit } = await council()
    edit('tiex.yaml', 'may: [answer, facilitate, administer]', 'may: [facilitate, administer]')
    const { code, error } = await as('--answer', `${cell}/do=partly`)
    expect([code, error]).toEqual([2, expect.stringContaining('ann-lee may not answer')])
  })

  it('answers outside the sections of a person', async () => {
    const { as, edit } = await council()
    edit(
      'tiex.yaml',
      'may: [answer, facilitate, administer]',
      'may: [answer, facilitate, administer]\n    sections: [managing-income]',
    )
    const refused = await as('--answer', `${cell}/do=partly`)
    expect([refused.code, refused.error]).toEqual([
      2,
      expect.stringContaining('is not among the sections you are asked'),
    ])
    const own = await as('--answer', 'managing-income/service/do=partly')
    expect(own.error).toContain('1 of 12 answered')
  })
})
