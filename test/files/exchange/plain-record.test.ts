import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recordNumbers } from '../../../src/compare/record-numbers.ts'
import { checkRecord } from '../../../src/exchange/check.ts'
import type { OfficialRecord } from '../../../src/exchange/record.ts'
import { plainReader } from '../../../src/files/exchange/published/plain-record.ts'
import { wholeRecord } from '../../../src/files/exchange/published/records.ts'
import { isFaulty, parseKind } from '../../../src/files/kinds/read.ts'
import { schemaLine, styleOf } from '../../../src/files/kinds/styles.ts'
import { formatYaml } from '../../../src/files/yaml/format.ts'
import { answersTo, type Model } from '../../../src/model/model.ts'
import { smallModel } from '../../small-model.ts'
import { runs } from '../yaml/arbitrary.ts'
import { insertionOf, lineBeside, linesOf, movedLine, somewhere } from '../yaml/line-changes.ts'

const signature = {
  ...{ role: 'chief-executive', at: '2026-11-02T09:14:00Z', statement: '{"round":"a"}' },
  signature: '-----BEGIN SSH SIGNATURE-----\nAAAA\nstatements\n-----END SSH SIGNATURE-----\n',
  key: 'ssh-ed25519 AAAA',
}

/** Options whose names are words of YAML, so that they stand in quotation marks. */
const awkward: Model = awkwardly({ ...smallModel, digest: `sha256:${'a'.repeat(64)}` })
const models = [smallModel, awkward]
const read = plainReader(models)
const encode = (text: string) => Buffer.from(text, 'utf8')

function awkwardly(model: Model): Model {
  const rename = (scale: Model['factorScale']) => ({
    ...scale,
    options: scale.options.map((option, at) => ({ ...option, id: ['no', 'yes', '10', 'null', 'off'][at]! })),
  })
  const statements = model.statements.map((one) => ({ ...one, scale: rename(one.scale) }))
  return { ...model, statements, statementById: new Map(statements.map((one) => [one.id, one])) }
}

const anyModel = fc.constantFrom(...models)
const anyRecord = anyModel.chain((model) =>
  fc
    .record({
      answers: fc.array(fc.option(fc.nat({ max: 5 })), {
        minLength: model.statements.length,
        maxLength: model.statements.length,
      }),
      aims: fc.array(fc.option(fc.nat({ max: model.stages.length })), {
        minLength: model.sections.length,
        maxLength: model.sections.length,
      }),
      name: fc.constantFrom('Ashdown', 'Cyngor Sŵn y Môr', 'yes', 'statements:', 'A: B #c'),
      context: fc.option(fc.constant({ population: 1000, rurality: 0.5 }), { nil: undefined }),
      signed: fc.boolean(),
    })
    .map(({ answers, aims, name, context, signed }): OfficialRecord => {
      const { id, version, digest } = model
      const agreed = model.statements.flatMap((statement, at) => {
        const given = answersTo(statement).filter((answer) => answer !== 'dont-know')
        const answer = at === 0 ? given[0] : given[answers[at] ?? -1]
        return answer === undefined ? [] : [[statement.id, { agreed: answer }] as const]
      })
      const wanted = model.sections.flatMap((section, at) =>
        typeof aims[at] === 'number' ? [[section.id, { ambition: aims[at] }] as const] : [],
      )
      return {
        format: 'tiex-official/1',
        organisation: { id: 'ashdown', name, type: 'county', ...(context && { context }) },
        model: { id, version, digest },
        ...{ round: '2026-autumn', scope: 'whole council', audience: 'public', published: '2026-11-20' },
        respondents: 9,
        ...{ statements: Object.fromEntries(agreed), cells: Object.fromEntries(wanted) },
        ...(signed && { signatures: [signature] }),
      }
    }),
)

const write = (record: OfficialRecord) => formatYaml(record, styleOf('official'), [schemaLine('official', 2)])

it('reads every record that tiex writes as it is, unless it has spreads', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      expect(wholeRecord(read(encode(write(record)))!)).toEqual(record)
      expect(
        read(encode(write({ ...record, spreads: { [smallModel.statements[0]!.id]: { mostly: 2 } } }))),
      ).toBeUndefined()
    }),
    { numRuns: runs(100) },
  )
})

const [one, two] = smallModel.statements
const text = write({
  format: 'tiex-official/1',
  organisation: { id: 'ashdown', name: 'Ashdown', type: 'county' },
  model: { id: smallModel.id, version: smallModel.version, digest: smallModel.digest },
  ...{ round: 'a', scope: 'whole council', audience: 'public', published: '2026-11-20', respondents: 9 },
  statements: { [one!.id]: { agreed: 'mostly' }, [two!.id]: { agreed: 'mostly' } },
  cells: { [smallModel.cells[0]!.id]: { ambition: 1 } },
})

it.each([
  ['an answer that nobody can agree', 'mostly}', 'dont-know}'],
  ['a name of every object', 'mostly}', 'constructor}'],
  ['a statement of no model', `  ${two!.id}:`, '  a/b/c:'],
  ['a statement twice', `  ${two!.id}:`, `  ${one!.id}:`],
  [
    'statements in another order',
    `  ${one!.id}: {agreed: mostly}\n  ${two!.id}:`,
    `  ${two!.id}: {agreed: mostly}\n  ${one!.id}:`,
  ],
  ['an ambition above the stages', 'ambition: 1}', 'ambition: 99}'],
  ['a cell of no model', `  ${smallModel.cells[0]!.id}:`, '  a/b:'],
  ['a comment among the statements', `  ${two!.id}:`, `  # said\n  ${two!.id}:`],
  ['a field that is none', 'scope:', 'scpe:'],
  ['another model', smallModel.digest, `sha256:${'0'.repeat(64)}`],
  ['lines that end as on Windows', /\n/g, '\r\n'],
])('leaves %s to the reader of all files', (_, from, to) => {
  expect(read(encode(text))).toBeDefined()
  expect(text.replace(from, to)).not.toBe(text)
  expect(read(encode(text.replace(from, to)))).toBeUndefined()
})

const another = fc
  .tuple(
    somewhere,
    fc.constantFrom('mostly', 'often', '"yes"', 'yes', 'not-applicable', 'dont-know', '6', '-1'),
  )
  .map(([at, value]) => (text: string) => {
    const lines = linesOf(text)
    const place = at % lines.length
    return lines.with(place, lines[place]!.replace(/[^ ]+\}$/, `${value}}`)).join('\n')
  })
const insertion = insertionOf('statements:\n', 'cells:\n')
const beside = lineBeside('# said', '', '  # said', 'spreads: {}', 'cells: {}', 'withdrawn: 2026-01-01')

it('reads nothing otherwise than the reader of all files does, nor anything that it or the model refuses', async () => {
  const seen = { plain: 0, changed: 0, left: 0 }
  const change = fc.oneof(insertion, movedLine, another, beside)
  await fc.assert(
    fc.asyncProperty(anyRecord, fc.array(change, { maxLength: 3 }), async (record, changes) => {
      const before = write(record)
      const text = changes.reduce((so, make) => make(so), before)
      const plain = read(encode(text))
      if (plain === undefined) {
        seen.left += 1
        return
      }
      seen[text === before ? 'plain' : 'changed'] += 1
      const whole = await parseKind<OfficialRecord>('official', '', encode(text))
      if (isFaulty(whole)) throw new Error(`refused: ${whole.problems[0]!.message}`)
      expect(wholeRecord(plain)).toEqual(whole.data)
      const { organisation, round } = whole.data
      const findings = checkRecord(whole.data, {
        entry: { kind: 'record', organisation: organisation.id, id: round },
        exchange: { format: 'tiex-exchange/1', name: '', audience: 'sector' },
        modelOf: () => plain.model,
      })
      expect(findings.filter(({ rule }) => rule !== 'date')).toEqual([])
      const numbers = recordNumbers(plain.model)
      expect(numbers.from(plain.model.digest, plain)).toEqual(numbers.of(whole.data))
    }),
    { numRuns: runs(600) },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
})
