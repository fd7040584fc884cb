import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isFaulty, parseKind } from '../../src/files/kinds/read.ts'
import { schemaLine, styleOf } from '../../src/files/kinds/styles.ts'
import { plainReader } from '../../src/files/responses/plain.ts'
import { formatYaml } from '../../src/files/yaml/format.ts'
import { answersTo, type Model, modelName, type Section } from '../../src/model/model.ts'
import { checkAnswers } from '../../src/response/check.ts'
import type { Response, SectionAnswers } from '../../src/response/response.ts'
import type { ResponseFile } from '../../src/response/sealed.ts'
import { smallModel } from '../small-model.ts'
import { runs } from './yaml/arbitrary.ts'
import { insertionOf, lineBeside, linesOf, movedLine, somewhere } from './yaml/line-changes.ts'

const { read } = plainReader(smallModel)
const write = (response: ResponseFile) =>
  formatYaml(response, styleOf('response'), [schemaLine('response', 3)])

const note = fc.constantFrom(
  'Nobody has looked at it.',
  'Debt: "three" systems # and none',
  'Two lines,\none below the other.\n',
  'answers:\n  of: everybody',
  '12',
  'no',
  '£180,000 – Ynys Môn',
)
const textNotes = smallModel.notes.filter(({ kind }) => kind === 'text').map(({ id }) => id)

function anySection(section: Section): fc.Arbitrary<SectionAnswers> {
  const answers = section.statements.map((statement) => {
    const given = answersTo(statement).filter((answer) => answer !== 'not-applicable')
    return fc.option(fc.constantFrom(...given), { nil: undefined, freq: 4 })
  })
  return fc
    .record({
      answers: fc.tuple(...answers),
      ambition: fc.option(fc.nat({ max: smallModel.stages.length }), { nil: undefined }),
      notes: fc.dictionary(fc.constantFrom(...textNotes), note, { maxKeys: 2 }),
    })
    .map(({ answers, ambition, notes }) => ({
      ...Object.fromEntries(
        section.statements.flatMap(({ key }, at) => (answers[at] === undefined ? [] : [[key, answers[at]]])),
      ),
      ...(section.kind === 'cell' && ambition !== undefined ? { ambition } : {}),
      ...(Object.keys(notes).length > 0 ? { notes } : {}),
    }))
}

const anySections = (sections: readonly Section[], idOf: (section: Section) => string) =>
  fc
    .tuple(...sections.map(anySection))
    .map((all) =>
      Object.fromEntries(
        all.flatMap((given, at) => (Object.keys(given).length > 0 ? [[idOf(sections[at]!), given]] : [])),
      ),
    )

const anyResponse = fc
  .record({
    answers: fc.tuple(
      ...smallModel.characteristics.map(({ cells }) =>
        anySections(cells, (cell) => (cell.kind === 'cell' ? cell.mode : '')),
      ),
    ),
    factors: fc.option(anySections(smallModel.factors, ({ id }) => id)),
    submitted: fc.boolean(),
    role: fc.option(fc.constantFrom('finance', 'answers:', 'a: "b" #c', 'Ŵ')),
  })
  .map(({ answers, factors, submitted, role }): Response => {
    const said = answers.flatMap((modes, at) =>
      Object.keys(modes).length > 0 ? [[smallModel.characteristics[at]!.id, modes] as const] : [],
    )
    return {
      ...{ format: 'tiex-response/1', model: modelName(smallModel), round: 'a', person: 'tom-reed' },
      ...(role === null ? {} : { role }),
      started: '2026-11-02T09:14:00Z',
      ...(submitted ? { submitted: '2026-11-03T16:40:00Z', 'share-notes': true } : {}),
      answers: Object.fromEntries(said),
      ...(factors === null || Object.keys(factors).length === 0 ? {} : { 'success-factors': factors }),
    }
  })

it('reads every response that tiex writes as it is, once anything is answered', () => {
  fc.assert(
    fc.property(anyResponse, (response) => {
      const isAnswered = Object.keys(response.answers).length > 0
      expect(read(write(response))).toEqual(isAnswered ? response : undefined)
    }),
    { numRuns: runs(100) },
  )
})

const [cell] = smallModel.cells
const [first, second] = cell!.statements
const [low, high] = first!.scale.options.map(({ id }) => id)
const answered: Response = {
  ...{ format: 'tiex-response/1', model: modelName(smallModel), round: 'a', person: 'tom-reed' },
  answers: {
    [cell!.characteristic]: {
      [cell!.mode]: {
        ...{ [first!.key]: low, [second!.key]: high, ambition: 1 },
        notes: { [textNotes[0]!]: 'As it was.' },
      },
    },
  },
}
const text = write(answered)
const lineOf = (key: string) => new RegExp(`^.* ${key}: .*\n`, 'm').exec(text)![0]

it.each<[string, string | RegExp, string]>([
  ['an answer of no scale', `${first!.key}: ${low}`, `${first!.key}: perhaps`],
  ['an answer that takes a reason', `${first!.key}: ${low}`, `${first!.key}: not-applicable`],
  ['a statement of no model', `${first!.key}:`, 'guess:'],
  ['a statement twice', lineOf(first!.key), lineOf(first!.key).repeat(2)],
  [
    'statements in another order',
    `${lineOf(first!.key)}${lineOf(second!.key)}`,
    `${lineOf(second!.key)}${lineOf(first!.key)}`,
  ],
  ['an ambition above the stages', 'ambition: 1', 'ambition: 9'],
  ['a kind of note that is none', `${textNotes[0]}:`, 'rumour:'],
  ['a note that is a number', 'As it was.', '12'],
  ['a note that is too long', 'As it was.', 'x'.repeat(10_001)],
  ['a comment among the answers', lineOf(second!.key), `      # sure\n${lineOf(second!.key)}`],
  ['another model', modelName(smallModel), 'other@1'],
  ['a field that is none', 'round:', 'rund:'],
  ['answers that are looked at again', 'answers:\n', `reworded:\n  - ${first!.id}\nanswers:\n`],
])('leaves %s to the reader of all files', (_, from, to) => {
  expect(read(text)).toEqual(answered)
  expect(text.replace(from, to)).not.toBe(text)
  expect(read(text.replace(from, to))).toBeUndefined()
})

const unnoted = text.slice(0, text.indexOf('      notes:'))
const factors = 'success-factors:\n  courage:\n    fail: 9\n'

it.each([
  ['behind an empty line', `${unnoted}\n${factors}`],
  ['behind a comment', `${unnoted}# said\n${factors}`],
  ['before the answers', unnoted.replace('answers:\n', `${factors}answers:\n`)],
])('leaves success factors %s to the reader of all files', (_, apart) => {
  expect(read(unnoted)).toBeDefined()
  expect(read(apart)).toBeUndefined()
})

it.each<[string, (model: Model) => Model]>([
  ['whose options are words of YAML', (model) => withOptions(model, ['no', 'yes', '10', 'null', 'off'])],
  ['with more modes than a response may have', (model) => withModes(model, 201)],
])('reads nothing about a model %s', (_, change) => {
  expect(plainReader(change(smallModel)).read(text)).toBeUndefined()
})

function withOptions(model: Model, ids: readonly string[]): Model {
  const statements = model.statements.map((one) => {
    const options = one.scale.options.map((option, at) => ({ ...option, id: ids[at]! }))
    return { ...one, scale: { ...one.scale, options } }
  })
  return { ...model, statements }
}

function withModes(model: Model, count: number): Model {
  const [characteristic] = model.characteristics
  const cells = Array.from({ length: count }, (_, at) => ({ ...cell!, mode: `mode-${at}` }))
  return { ...model, characteristics: [{ ...characteristic!, cells }] }
}

const another = fc
  .tuple(
    somewhere,
    fc.constantFrom(
      low!,
      high!,
      'not-applicable',
      'dont-know',
      'dont-know',
      '"10"',
      '10',
      '6',
      '-1',
      'deliberate',
      '{}',
      '|',
    ),
  )
  .map(([at, value]) => (text: string) => {
    const lines = linesOf(text)
    const place = at % lines.length
    return lines.with(place, lines[place]!.replace(/: .+$/, `: ${value}`)).join('\n')
  })
const beside = lineBeside(
  ...['# said', '', '  # said', 'sealed: x', 'answers: {}', 'pass: 2', 'success-factors: {}'],
  ...['      stance: deliberate', '      notes:', '  links:', '      notes: {}'],
)
const apart = fc
  .constantFrom('', '# said')
  .map((line) => (text: string) => text.replace(/^success-factors:/m, `${line}\n$&`))
const insertion = insertionOf('answers:\n', 'success-factors:\n', '    notes:\n')

it('reads nothing otherwise than the reader of all files does, nor anything that it or the model refuses', async () => {
  const seen = { plain: 0, changed: 0, left: 0 }
  await fc.assert(
    fc.asyncProperty(
      anyResponse,
      fc.array(fc.oneof(insertion, movedLine, { arbitrary: another, weight: 3 }, beside, apart), {
        maxLength: 3,
      }),
      async (response, changes) => {
        const before = write(response)
        const text = changes.reduce((so, make) => make(so), before)
        const bytes = Buffer.from(text)
        const plain = await parseKind<ResponseFile>('response', '', bytes, plainReader(smallModel))
        if (isFaulty(plain) || plain.rightBy !== smallModel) {
          seen.left += 1
          return
        }
        seen[text === before ? 'plain' : 'changed'] += 1
        const whole = await parseKind<ResponseFile>('response', '', bytes)
        if (isFaulty(whole)) throw new Error(`refused: ${whole.problems[0]!.message}`)
        expect(plain.data).toEqual(whole.data)
        expect(JSON.stringify(plain.data)).toBe(JSON.stringify(whole.data))
        const findings = checkAnswers(whole.data as Response, smallModel)
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
      },
    ),
    { numRuns: runs(350) },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5)
})
