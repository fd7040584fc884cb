import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readWorkbook, type Sheet } from '../../src/files/spreadsheet/read.ts'
import { makeWorkbook } from '../../src/files/spreadsheet/write.ts'
import { responseOf, sealedCouncil } from './sealed-council.ts'
import { begin } from './signing-council.ts'

async function sheetsIn(path: string): Promise<readonly Sheet[]> {
  const read = await readWorkbook(readFileSync(path))
  if (typeof read === 'string') throw new Error(read)
  return read.sheets
}

/** The same sheets with answers beside some ids, saved at a time, as a spreadsheet program would save them. */
function filled(
  sheets: readonly Sheet[],
  answers: Readonly<Record<string, string>>,
  made = '2026-11-02T12:00:00Z',
) {
  const letters = ['A', 'B', 'C', 'D'] as const
  return makeWorkbook({
    title: 'filled',
    made,
    sheets: sheets.map(({ name, rows }) => {
      const last = rows.at(-1)?.number ?? 0
      const cells = Array.from({ length: last }, (_, index) => {
        const row = rows.find(({ number }) => number === index + 1)?.cells
        const id = row?.get('A') ?? ''
        return letters.map((letter) => (letter === 'D' ? (answers[id] ?? row?.get('D')) : row?.get(letter)))
      })
      return { name, columns: [], rows: cells }
    }),
  })
}

/** A sealed council in which Priya Shah was sent a spreadsheet; `back` puts a filled one beside the council. */
async function withSheet() {
  const council = await sealedCouncil()
  const made = await council.done(
    'sam-okafor',
    'form',
    '--for',
    'priya-shah',
    '--format',
    'xlsx',
    '--to',
    '../forms',
  )
  const file = join(council.folder, '../forms/2026-autumn-priya-shah.xlsx')
  const sheets = await sheetsIn(file)
  return {
    ...{ ...council, made, file, sheets },
    back: (answers: Readonly<Record<string, string>>, at?: string) =>
      writeFileSync(join(council.folder, '../back.xlsx'), filled(sheets, answers, at)),
    import: (...more: readonly string[]) =>
      council.as('sam-okafor', ['import', '../back.xlsx', ...more], { now: '2026-11-02T15:00:00Z' }),
  }
}

const cell = 'role-of-the-authority/service'
const answers = {
  [`${cell}/understand`]: 'Fully',
  [`${cell}/plan`]: 'Not applicable',
  [`${cell}/ambition`]: '3.0',
  [`${cell}/note/rationale`]: '=1+1 is no plan',
  [`${cell}/note/evidence`]: 'Cabinet report https://www.example.org/14\nMinute 4',
  finished: 'Yes',
  'share-notes': 'yes',
}

describe('a questionnaire in a spreadsheet', () => {
  it('is for its person alone, and warns that it is not sealed on its way', async () => {
    const { made, file, sheets } = await withSheet()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(made.stderr).toContain('Answers in a spreadsheet are not sealed on their way back')
    expect(sheets.map(({ name }) => name)).toEqual(['Answers', 'About', 'Lists'])
    const told = [...sheets[0]!.rows[1]!.cells.values()].join(' ')
    expect(told).toContain('whoever sees this file can read your answers until they have arrived')
  })

  it('comes back filled, and is sealed with all that was answered', async () => {
    const council = await withSheet()
    council.back(answers)
    const ran = await council.import()
    expect(ran.code, ran.output).toBe(0)
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(
      '2 of 93 answered, submitted 2026-11-02 12:00 UTC from ../back.xlsx; from the form made for them; came in plain text, and is sealed now',
    )
    const text = council.read(responseOf('priya-shah'))
    expect(text).toContain('-----BEGIN AGE')
    expect(text).not.toContain('plan')
    const shown = await council.as('sam-okafor', ['results', 'priya-shah', '--format', 'json'])
    const [first] = JSON.parse(shown.stdout).cells
    expect([first.ambition, first.level]).toEqual([3, 4])
    expect((await council.import()).stderr).toContain('Nothing new')
  })

  it('comes back as a draft where it does not say that it is finished', async () => {
    const council = await withSheet()
    council.back({ ...answers, finished: 'No' })
    const ran = await council.import()
    expect(ran.stdout).toContain('2 of 93 answered, not submitted')
    expect(ran.stderr).toMatch(/warning: cell D\d+: it is not marked as finished: .* do not count yet/)
  })

  it('tells every wrong cell', async () => {
    const council = await withSheet()
    council.back({
      ...answers,
      [`${cell}/understand`]: 'often',
      [`${cell}/ambition`]: '9',
      [`${cell}/note/evidence`]: 'x javascript:alert(1)',
      [`${cell}/note/rationale`]: '',
    })
    const ran = await council.import()
    expect([ran.code, ran.stdout]).toEqual([2, ''])
    const errors = ran.stderr.split('\n').filter((line) => line.includes('error:'))
    expect(errors).toEqual([
      expect.stringMatching(/^\.\.\/back\.xlsx: error: cell D5: "often" is not an answer here/),
      expect.stringMatching(/error: cell D9: "9" is not an answer here/),
      expect.stringMatching(/error: cell D\d+: the note .* has an address that/),
    ])
  })

  it('needs a reason for what is not applicable, as everywhere', async () => {
    const council = await withSheet()
    council.back({ ...answers, [`${cell}/note/rationale`]: '' })
    const { stderr } = await council.import()
    expect(stderr).toMatch(/^\.\.\/back\.xlsx: error: cell D6: not-applicable needs a rationale/m)
    expect(stderr).toMatch(/^hint: write why in cell D1\d$/m)
  })

  it.each<[what: string, sheet: string, from: string, to: string, said: string]>([
    [
      'asks other questions',
      'About',
      'sha256:',
      'sha256:0',
      'the questions in it are not those of tiex@2026.1',
    ],
    ['is of another kind', 'About', 'tiex-form-sheet/1', 'other/1', 'is no questionnaire of tiex'],
    ['is of somebody else', 'About', 'priya-shah', 'bo-reed', 'no form is known to be made for bo-reed'],
    ['is of nobody', 'About', 'priya-shah', '../../x', 'is not right'],
    [
      'asks what nobody knows',
      'Answers',
      `${cell}/plan`,
      `${cell}/plam`,
      'there is nothing called "role-of-the-authority/service/plam"',
    ],
    ['asks something twice', 'Answers', `${cell}/plan`, `${cell}/do`, 'is asked twice'],
  ])('is refused where it %s', async (_, sheet, from, to, said) => {
    const council = await withSheet()
    const changed = council.sheets.map((one) => ({
      ...one,
      rows: one.rows.map((row) => ({
        ...row,
        cells: new Map(
          [...row.cells].map(([column, text]) => [
            column,
            one.name === sheet ? text.replace(from, to) : text,
          ]),
        ),
      })),
    }))
    writeFileSync(join(council.folder, '../back.xlsx'), filled(changed, answers))
    const ran = await council.import()
    expect([ran.code, ran.stderr.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(said)])
  })
})

describe('a round in a spreadsheet', () => {
  it('has what is agreed and the plan, and computes nothing', async () => {
    const council = begin()
    try {
      council.edit(
        'rounds/2026-autumn/plan.yaml',
        'title: Count',
        'title: =HYPERLINK("http://evil.example") Count',
      )
      const ran = await council.tiex(['export', '--format', 'xlsx', '-o', 'round.xlsx'])
      expect(ran.code, ran.output).toBe(0)
      expect(ran.stderr).toMatch(
        /Exported 93 rows under Answers, 21 rows under Cells and \d+ rows under Plan to\s+round\.xlsx\./,
      )
      const sheets = await sheetsIn(join(council.folder, 'round.xlsx'))
      expect(sheets.map(({ name }) => name)).toEqual(['Answers', 'Cells', 'Plan'])
      const texts = sheets[2]!.rows.flatMap(({ cells }) => [...cells.values()])
      expect(texts).toContainEqual(expect.stringMatching(/^=HYPERLINK/))
    } finally {
      council.remove()
    }
  })

  it('of a round in which nothing is agreed has what is suggested, and no plan', async () => {
    const council = begin()
    try {
      rmSync(join(council.folder, 'rounds/2026-autumn/plan.yaml'))
      const file = join(council.folder, 'rounds/2026-autumn/consensus.yaml')
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(/^ {4}(?:agreed|agreed-from|dissent|reason): .*\n/gm, ''),
      )
      const ran = await council.tiex(['export', '--format', 'xlsx', '-o', 'round.xlsx'])
      expect(ran.code, ran.output).toBe(0)
      const [answers, cells, none] = await sheetsIn(join(council.folder, 'round.xlsx'))
      expect([answers?.name, cells?.name, none]).toEqual(['Answers', 'Cells', undefined])
      expect(answers!.rows).toHaveLength(94)
      expect([...answers!.rows[1]!.cells.values()].slice(0, 2)).toEqual([
        'Role of the authority / service',
        'understand',
      ])
    } finally {
      council.remove()
    }
  })

  it('is the same bytes all day', async () => {
    const council = begin()
    try {
      for (const [file, now] of [
        ['a.xlsx', '2026-12-14T09:30:00Z'],
        ['b.xlsx', '2026-12-14T15:31:02Z'],
      ] as const)
        await council.tiex(['export', '-o', file], { now })
      const [a, b] = ['a.xlsx', 'b.xlsx'].map((file) => readFileSync(join(council.folder, file)))
      expect(a!.equals(b!)).toBe(true)
    } finally {
      council.remove()
    }
  })

  it('where nothing is merged and nothing planned is refused', async () => {
    const council = await sealedCouncil()
    const ran = await council.as('sam-okafor', ['export', '-o', 'e.xlsx'])
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('hint: merge the responses with')])
  })
})
