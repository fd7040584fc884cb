import { describe, expect, it } from 'vitest'
import { readModel, shippedModels } from '../../../src/files/models.ts'
import type { StatementConsensus } from '../../../src/merge/consensus.ts'
import type { Section, Statement } from '../../../src/model/model.ts'
import { columnsOf } from '../../../src/render/text.ts'
import { merged } from '../../workshop/small-consensus.ts'
import { play } from './scripted.ts'

const read = await readModel(shippedModels().at(-1)!)
if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
const model = read.model
const { id, version, digest } = model

/** The shipped model, all said that can be said of a statement and a section, and notes of two kinds beside each. */
function crowded(entry: (statement: Statement) => Partial<StatementConsensus>) {
  const statements = Object.fromEntries(
    model.statements.map((statement): [string, StatementConsensus] => {
      const [lowest, next, ...others] = statement.scale.options.map((option) => option.id)
      const answers = { [lowest!]: 6, [next!]: 3, [others.at(-1)!]: 2, 'dont-know': 1, unanswered: 1 }
      const computed = { answers, divergence: 40, label: 'discuss' as const, suggested: lowest! }
      return [statement.id, { ...computed, ...entry(statement) }]
    }),
  )
  const note = 'Two budgets were cut after a review, and nobody has looked at either of them since then.'
  const cells = Object.fromEntries(
    model.cells.map((cell) => [
      cell.id,
      { ambitions: { 1: 5, 3: 6 }, 'suggested-ambition': 3, ambition: 1, priority: 'high' as const, note },
    ]),
  )
  const texts = [note, note]
  const notes = Object.fromEntries(
    model.sections.map((section) => [
      section.id,
      model.notes.slice(0, 2).map((kind) => ({ kind, texts, links: [] })),
    ]),
  )
  return { consensus: { ...merged({}, cells), model: { id, version, digest }, statements }, notes, model }
}

const said = (statement: Statement): Partial<StatementConsensus> => ({
  agreed: statement.scale.options[0]!.id,
  'agreed-at': '2026-11-20T09:00:00Z',
  'agreed-from': { [statement.scale.options[1]!.id]: 9 },
  reason: 'Because we saw it. '.repeat(30),
  dissent: 'Some of us did not see it. '.repeat(30),
})

/** The sections that have the longest statements and helps, a cell and a factor among them. */
const length = ({ text, help = '' }: Statement) => text.length + help.length
const most = (section: Section) => Math.max(...section.statements.map(length))
const longest = [
  ...[...model.cells].sort((a, b) => most(b) - most(a)).slice(0, 2),
  [...model.factors].sort((a, b) => most(b) - most(a))[0]!,
]

const words = (text: string) => text.replace(/\s+/g, ' ')

describe.each([
  [80, 24],
  [60, 20],
])('in a window of %d by %d', (width, height) => {
  it.each<[string, (statement: Statement) => Partial<StatementConsensus>]>([
    ['an open one', () => ({})],
    ['one that is shared', () => ({ label: 'shared' })],
    ['one of which everything is said', said],
  ])('every statement shows what it decides and its keys, such as %s', async (_, entry) => {
    const world = crowded(entry)
    const isNew = entry(model.statements[0]!).agreed === undefined
    const path = longest.flatMap((section) => [
      's',
      String(model.sections.indexOf(section) + 1),
      ...section.statements.flatMap(() => ['?', '>']),
    ])
    const { shown } = await play([...(isNew ? ['enter'] : []), ...path], { ...world, width, height })
    const fits = ({ screen }: { readonly screen: string }) => {
      const lines = screen.split('\n')
      return lines.length <= height && lines.every((line) => columnsOf(line) < width) && /^\n?\S/.test(screen)
    }
    expect(shown.filter((one) => !fits(one))).toEqual([])
    const asked = shown.filter(({ message }) => /agree/i.test(message))
    for (const statement of longest.flatMap(({ statements }) => statements)) {
      const screens = asked
        .map(({ screen }) => words(screen))
        .filter((screen) => screen.includes(statement.text))
      expect(screens.length, statement.id).toBeGreaterThan(1)
      for (const screen of screens) {
        expect(screen).toMatch(/\d+ of 93 agreed/)
        expect(screen).toMatch(/: 6 .*, 3 /)
        expect(screen).toMatch(/1 [a-z ]+ 2 [a-z ]+ .*(\? what counts|\? hide what counts)/)
        if (!isNew) expect(screen).toMatch(/Agreed: [a-z]/)
      }
    }
  })

  it('every other screen fits too', async () => {
    const shared = crowded(() => ({ label: 'shared' }))
    const { shown, rest } = await play(
      ['enter', 'a', 'n', 'v', 'enter', 's', 'ESC', 'r', 'x'.repeat(900), 'r'],
      {
        ...shared,
        ...{ width, height },
      },
    )
    expect(rest).toEqual([])
    for (const { screen } of shown) expect(screen.split('\n').length, screen).toBeLessThanOrEqual(height)
    expect(shown.some(({ screen }) => /and 8\d more/.test(screen))).toBe(true)
  })

  it('long notes are shown page by page', async () => {
    const world = crowded(() => ({}))
    const section = model.sections[0]!.id
    const texts = Array.from({ length: 40 }, (_, index) => `Note number ${index}.`)
    const notes = { ...world.notes, [section]: [{ kind: model.notes[0]!, texts, links: [] }] }
    const { shown } = await play(['enter', 'v', '>', '>', '>', '>', 'enter'], {
      ...world,
      notes,
      width,
      height,
    })
    const pages = shown.filter(({ message }) => message === 'Enter goes back:').map(({ screen }) => screen)
    for (const screen of pages) expect(screen.split('\n').length, screen).toBeLessThanOrEqual(height)
    for (const text of texts) expect(pages.join('\n')).toContain(text)
    expect(pages[1]).toMatch(/Page 2 of \d/)
  })
})

it('a window that is high enough shows bars, subject and notes', async () => {
  const { shown } = await play(['enter', '>', '>', '>', '>'], { ...crowded(() => ({})), height: 60 })
  expect(shown[1]?.screen).toContain('█')
  expect(shown.at(-1)?.screen).toContain('Two budgets were cut')
})
