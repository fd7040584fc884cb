import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../src/env.ts'
import { checkArrived } from '../../src/files/importing/arrived.ts'
import { type Incoming, readIncoming } from '../../src/files/importing/incoming.ts'
import { readSchema } from '../../src/files/kinds/schema.ts'
import { makeWorkbook } from '../../src/files/spreadsheet/write.ts'
import { makeZip, openZip } from '../../src/files/spreadsheet/zip.ts'
import { modelName } from '../../src/model/model.ts'
import { armoredText } from '../../src/questionnaire/armored.ts'
import { courseOf } from '../../src/questionnaire/course.ts'
import { sheetFormat, sheetRows } from '../../src/questionnaire/sheet.ts'
import { projectRoot } from '../world.ts'
import { cases } from './cases.ts'
import { fromSchema } from './from-schema.ts'
import { expectRefusal, expectTold, settled } from './laws.ts'
import { bytesChange, changed, dataChange, hostileTexts, told } from './mutations.ts'
import { openExampleshire } from './world.ts'
import { anyHand, written } from './written.ts'

const workspace = await openExampleshire()
const { model, round } = workspace
const person = 'priya-shah'
const now = new Date('2026-11-19T09:30:00Z')

/** What is read of these bytes, given as a file of this name would be; never another throw than a `TiexError`. */
async function read(bytes: Uint8Array): Promise<readonly Incoming[]> {
  const stdin = new PassThrough()
  stdin.end(bytes)
  const settledRead = await settled(() => readIncoming({ env: { stdin } } as unknown as Session, '-'))
  if ('problems' in settledRead) throw new Error('readIncoming tells its problems and throws none')
  const { responses, problems } = settledRead.value
  expect(responses.length + problems.length).toBeGreaterThan(0)
  if (problems.length > 0) expectRefusal(problems, 'standard input')
  return responses
}

/** What came is taken, or refused by name. */
async function expectTaken(incoming: Incoming): Promise<void> {
  const checked = await settled(() => checkArrived(workspace, incoming, now))
  const arrived = 'problems' in checked ? checked : checked.value
  if ('problems' in arrived) return expectRefusal(arrived.problems, incoming.shown)
  expectTold(arrived.doubts)
  expect(workspace.assessment.people).toContain(arrived.person)
  expect(arrived.progress.answered).toBeLessThanOrEqual(arrived.progress.of)
}

const real = readFileSync(join(projectRoot, `examples/exampleshire/rounds/${round}/responses/${person}.yaml`))
const sealed = readFileSync(join(projectRoot, 'test/data/hostile/sealed-control-valid.yaml'))
const response = fc.oneof(
  fc
    .tuple(changed(fromSchema(readSchema('response')), dataChange, 2), anyHand)
    .map(([data, hand]) => written('response', data, hand)),
  fc.constantFrom(real, sealed),
)

type Wrap = (content: Buffer) => Buffer

const quotedBy =
  (mark: string): Wrap =>
  (content) =>
    Buffer.from(content.toString('utf8').replace(/^/gm, mark), 'utf8')
const base64 = (content: Buffer) => content.toString('base64').replace(/.{76}/g, '$&\r\n')
const header =
  'From: P <p@a.example>\r\nTo: s@a.example\r\nSubject: =?utf-8?Q?My_answers?=\r\nMIME-Version: 1.0\r\n'
const attachedAs = (name: string) => (content: Buffer) =>
  Buffer.from(
    `${header}Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--b1\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(content)}\r\n--b1--\r\n`,
  )
/** Ways in which answers come. */
const wraps: readonly Wrap[] = [
  (content) => content,
  quotedBy('> '),
  quotedBy('>| '),
  (content) => Buffer.from(`Dear Sam\n\n${armoredText(content.toString('utf8'))}\nBest wishes`, 'utf8'),
  (content) => Buffer.from(`\ufeff${content.toString('utf8')}`, 'utf16le'),
  (content) =>
    Buffer.concat([Buffer.from(`${header}Content-Type: text/plain; charset=utf-8\r\n\r\n`), content]),
  (content) =>
    Buffer.concat([Buffer.from(`${header}Content-Type: text/html; charset=utf-8\r\n\r\n<pre>`), content]),
  attachedAs('a.yaml'),
  attachedAs('a.xlsx'),
]
const text = fc.tuple(response, fc.constantFrom(...wraps)).map(([content, wrap]) => wrap(content))

/** The cells of a filled questionnaire: what identifies it, and an answer each. */
const questions = sheetRows(courseOf(model)).flatMap((row) => (row.kind === 'question' ? [row.question] : []))
const answer = fc.oneof(
  fc.constantFrom(
    'Yes',
    'No',
    '3.0',
    'A link https://a.example',
    'a\nb',
    '_x0000_',
    '_xD800_',
    '_x001B_[2J',
    '=1+1',
  ),
  fc.constantFrom(...hostileTexts.filter((one) => one.length < 100)),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const cells = fc.record({
  answers: fc.array(
    fc.tuple(
      fc.constantFrom(...questions.map(({ id }) => id), 'finished', 'share-notes', 'a/b/c', '__proto__/a/b'),
      fc.oneof(
        answer,
        fc.constantFrom(...questions.flatMap(({ choices = [] }) => choices.map(({ title }) => title))),
      ),
    ),
    { maxLength: 8 },
  ),
  about: fc.array(
    fc.tuple(fc.constantFrom('format', 'model', 'digest', 'round', 'person', 'form-token'), answer),
    { maxLength: 2 },
  ),
})
const workbook = cells.map(({ answers, about }) => {
  const columns = [1, 2, 3, 4].map((width) => ({ width }))
  const identity = [
    ['format', sheetFormat],
    ['model', modelName(model)],
    ['digest', model.digest],
    ['round', round],
    ['person', person],
    ['form-token', '0a'.repeat(16)],
  ]
  const said = [...identity, ...about].map(([key, value]) => [key!, value!])
  return Buffer.from(
    makeWorkbook({
      ...{ title: 'A', made: '2026-11-02T09:14:00Z' },
      sheets: [
        { name: 'Answers', columns, rows: answers.map(([id, value]) => [id, '', '', value]) },
        { name: 'About', columns, rows: said },
      ],
    }),
  )
})

/** A workbook in which one part was changed before it was packed. */
function withPart([bytes, which, change]: [Buffer, number, (part: Buffer) => Buffer]): Buffer {
  const archive = openZip(bytes, 1e7)!
  const parts = archive.names.map((name) => [name, Buffer.from(archive.read(name) as Uint8Array)] as const)
  const at = which % parts.length
  return Buffer.from(
    makeZip(
      parts.map(
        ([name, part], index) => [name, (index === at ? change(part) : part).toString('utf8')] as const,
      ),
    ),
  )
}

describe('what came in is taken, or refused by name, whatever it is', () => {
  it('a text or a mail with answers', async () => {
    await fc.assert(
      fc.asyncProperty(told(changed(text, bytesChange, 2)), async (bytes) => {
        for (const incoming of await read(bytes)) await expectTaken(incoming)
      }),
      cases(20, 5),
    )
  })

  it('a spreadsheet', async () => {
    await fc.assert(
      fc.asyncProperty(told(workbook), async (bytes) => {
        for (const incoming of await read(bytes)) await expectTaken(incoming)
      }),
      cases(15, 10),
    )
  })

  it('a spreadsheet whose bytes were damaged, or a mail with it', async () => {
    const sent = fc.oneof(
      changed(workbook, bytesChange, 2),
      changed(workbook.map(attachedAs('a.xlsx')), bytesChange, 2),
      { arbitrary: fc.tuple(workbook, fc.nat({ max: 20 }), bytesChange).map(withPart), weight: 3 },
    )
    await fc.assert(
      fc.asyncProperty(told(sent), async (bytes) => {
        for (const incoming of await read(bytes)) await expectTaken(incoming)
      }),
      cases(15, 10),
    )
  })
})
