import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Standing } from '../../../src/compare/standing.ts'
import { readModel, shippedModels } from '../../../src/files/models.ts'
import type { Ranked } from '../../../src/merge/agenda.ts'
import type { Model } from '../../../src/model/model.ts'
import { viewPlan } from '../../../src/plan/view.ts'
import { factorsSvg, spreadSvg } from '../../../src/render/chart/bars.ts'
import { widthOf } from '../../../src/render/chart/measure.ts'
import { ringsSvg } from '../../../src/render/chart/rings.ts'
import { stripSvg } from '../../../src/render/chart/strip.ts'
import { timelineSvg } from '../../../src/render/chart/timeline.ts'
import { consensusResults } from '../../../src/scoring/results.ts'
import { actionOf, planOf } from '../../plan/plans.ts'
import { allAgreed, reportWith } from '../../report/sources.ts'
import { smallModel } from '../../small-model.ts'
import { projectRoot } from '../../world.ts'
import { forbidden } from '../screens.ts'

const poison = '</title><script>alert(1)</script>\u202e"&\u0007'
const none = consensusResults(smallModel, { statements: {} })
const full = consensusResults(smallModel, { statements: allAgreed })

/** Tags that are opened and not closed, or closed and not opened. */
function unbalanced(svg: string): readonly string[] {
  const open: string[] = []
  const wrong: string[] = []
  for (const [, end, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (self === '/') continue
    if (end === '') open.push(name!)
    else if (open.pop() !== name) wrong.push(name!)
  }
  return [...open, ...wrong]
}

const poisoned: Model = {
  ...smallModel,
  modes: smallModel.modes.map((mode) => ({ ...mode, title: poison })),
  characteristics: smallModel.characteristics.map((one) => ({ ...one, title: poison })),
  cells: smallModel.cells.map((cell) => ({ ...cell, title: poison })),
  factors: smallModel.factors.map((factor) => ({ ...factor, title: poison })),
}

const plan = (title: string) =>
  viewPlan(
    planOf(
      actionOf('a', { title, due: '2026-11-01', start: '2026-09-15' }),
      actionOf('b', { title, due: '2027-03-31', status: 'accepted' }),
      actionOf('c', { title, due: '2026-10-01', status: 'done' }),
      actionOf('d', { title }),
    ),
    {
      ...{ model: smallModel, organisation: { id: 'a', name: 'A' }, people: [], today: '2026-11-30' },
      results: full,
    },
  )

const standing = (title: string): Standing => {
  const sections = smallModel.sections.map((section) => ({ ...section, title }))
  return {
    subject: {} as never,
    group: {} as never,
    model: smallModel,
    lines: sections.map((section, index) => ({
      ...{ section, own: index === 0 ? {} : { level: 2 }, peers: 6, thin: 0 },
      ...(index === 1 ? {} : { levels: { q1: 1, median: 1.5, q3: 3, count: 6 } }),
    })),
    apart: [],
    left: [],
    versions: new Map(),
  }
}

const item: Ranked = {
  ...{ statement: smallModel.statements[0]!, counts: [3, 0, 1], scored: 4, dontKnow: 1, notApplicable: 0 },
  ...{
    unanswered: 2,
    label: 'discuss' as const,
    divergence: 40,
    suggested: undefined,
    tied: false,
    loneVoice: false,
  },
  ...{ scopeDisagreement: false, knowledgeGap: false },
}

const charts: readonly (readonly [string, string])[] = [
  ['rings', ringsSvg(full, { title: poison })],
  ['rings without levels', ringsSvg(none)],
  ['rings of a poisoned model', ringsSvg({ ...full, model: poisoned })],
  ['factors', factorsSvg(full)],
  ['timeline', timelineSvg(plan(poison))],
  ['strip', stripSvg(standing(poison))],
  ['spread', spreadSvg(item)],
]

describe.each(charts)('the chart %s', (_, svg) => {
  it('is whole, and holds nothing but what a chart is made of', () => {
    expect(unbalanced(svg)).toEqual([])
    const names = [...svg.matchAll(/<([a-z]+)/g)].map(([, name]) => name!)
    const known = ['svg', 'title', 'desc', 'rect', 'path', 'circle', 'text', 'g']
    expect(names.filter((name) => !known.includes(name))).toEqual([])
    expect(svg).not.toMatch(forbidden)
  })

  it('has no style that a policy would refuse, no address and no place that is no number', () => {
    expect(svg).not.toMatch(/\sstyle=|href|url\(|NaN|undefined|Infinity/)
  })

  it('names a family of letters that is no serif', () => expect(svg).toContain('sans-serif'))
})

describe('a ring chart', () => {
  it('of the example is the one that was looked at', async () => {
    const read = await readModel(shippedModels().at(-1)!)
    if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
    const file = join(projectRoot, 'examples/exampleshire/rounds/2026-autumn/consensus.yaml')
    const svg = ringsSvg(consensusResults(read.model, parse(readFileSync(file, 'utf8'))))
    await expect(svg).toMatchFileSnapshot('example-rings.svg')
  })

  it('has a title, a description with every level, and every level as a number', () => {
    const svg = ringsSvg(full)
    expect(svg).toMatch(/role="img" aria-labelledby="rings-title rings-desc"/)
    const description = /<desc[^>]*>(.*)<\/desc>/.exec(svg)![1]!
    expect(description).toContain('from the outer one inwards are')
    for (const { title } of smallModel.characteristics) expect(description).toContain(`${title}:`)
    expect(svg.match(/>5\.0<\/text>/g)).toHaveLength(smallModel.cells.length)
  })

  it('says what a broken circle means only where there is one', () => {
    expect(ringsSvg(full)).not.toContain('broken circle')
    const id = smallModel.cells[0]!.statements[0]!.id
    const suggested = consensusResults(smallModel, { statements: { [id]: { suggested: 'mostly' } } })
    expect(ringsSvg(suggested)).toContain('broken circle')
  })

  it.each([1, 2, 3, 9, 20])('has room for %i characteristics', (count) => {
    const [cell] = full.cells
    const characteristics = Array.from({ length: count }, (_, index) => ({
      ...smallModel.characteristics[0]!,
      ...{ id: `c${index}`, title: `A rather long title of characteristic number ${index}` },
    }))
    const cells = characteristics.flatMap(({ id }) =>
      smallModel.modes.map((mode) => ({
        ...cell!,
        section: { ...cell!.section, characteristic: id, mode: mode.id },
      })),
    )
    const svg = ringsSvg({ ...full, model: { ...smallModel, characteristics }, cells })
    expect(svg).not.toContain('NaN')
    expect(svg.match(/>5\.0<\/text>/g)).toHaveLength(cells.length)
  })
})

describe('a timeline', () => {
  it('has the actions with a due day, and says which are overdue', () => {
    const svg = timelineSvg(plan('Do it'))
    expect(svg).toContain('1. Do it: from 15 September 2026, overdue since 1 November 2026, proposed.')
    expect(svg).not.toContain('4. Do it')
    expect(svg).toContain('today, 30 November 2026')
  })

  it('is nothing where no action has a day', () => {
    const view = plan('a')
    expect(timelineSvg({ ...view, actions: view.actions.slice(3) })).toBe('')
  })
})

describe('a strip chart', () => {
  it('tells both numbers of each section, and where there are too few peers', () => {
    const svg = stripSvg(standing('Roads'))
    expect(svg).toContain('Roads: own level 2.0, middle half of 6 peers 1.0 to 3.0, median 1.5.')
    expect(svg).toContain('Roads: own level 2.0, too few peers.')
    expect(svg).toContain('Roads: no own level, middle half')
  })
})

it('a spread is hidden from screen readers, whom a sentence tells it, and empty where nobody answered', () => {
  expect(spreadSvg(item)).toContain('aria-hidden="true"')
  expect(spreadSvg({ ...item, counts: [0, 0, 0], dontKnow: 0, unanswered: 0 })).toBe('')
})

it('charts of a report are made from the same value again, byte for byte', () => {
  const { results } = reportWith({ statements: allAgreed })
  expect(ringsSvg(results)).toBe(ringsSvg(structuredClone(results)))
})

/** Where a text begins and ends, and its rows of pixels. */
function boxesOf(svg: string) {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, text]) => {
    const of = (name: string, usual: string) =>
      new RegExp(` ?${name}="([^"]*)"`).exec(attributes!)?.[1] ?? usual
    const size = Number(of('font-size', '18'))
    const wide = widthOf(text!, size, attributes!.includes('font-weight')) / 1.08
    const anchor = of('text-anchor', 'start')
    const from = Number(of('x', '0')) - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0)
    const y = Number(of('y', '0'))
    return { text: text!, from, to: from + wide, top: y - size * 0.72, bottom: y }
  })
}

/** Texts that stand on another one or outside of the drawing. */
function overprinted(svg: string): readonly string[] {
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number)
  const boxes = boxesOf(svg)
  return boxes
    .filter(
      (a, index) =>
        a.from < 0 ||
        a.to > width! ||
        a.top < 0 ||
        a.bottom > height! ||
        boxes
          .slice(index + 1)
          .some((b) => a.from < b.to && b.from < a.to && a.top < b.bottom && b.top < a.bottom),
    )
    .map(({ text }) => text)
}

describe('no text of a chart stands on another one or outside', () => {
  const long = 'Organisationsentwicklungsverantwortlichkeiten and a title of many words beside it'
  const stages = [...smallModel.stages, ...smallModel.stages, ...smallModel.stages].slice(0, 7)
  const longModel: Model = {
    ...smallModel,
    stages,
    modes: smallModel.modes.map((mode) => ({ ...mode, title: long })),
    factors: smallModel.factors.map((factor) => ({ ...factor, title: long })),
  }
  it.each([
    ['rings of many stages', ringsSvg({ ...none, model: longModel })],
    ['factors of many stages', factorsSvg({ ...none, model: longModel })],
    ['factors with a heading', factorsSvg(full, { heading: [long, long, long] })],
    ['strips', stripSvg(standing(long))],
    ['a timeline', timelineSvg(plan(long))],
  ])('%s', (_, svg) => expect(overprinted(svg.replace(/<g transform[\s\S]*$/, ''))).toEqual([]))

  it.each([1, 2, 3, 6, 9, 14, 20])('rings of %i characteristics with long titles', (count) => {
    const characteristics = Array.from({ length: count }, (_, index) => ({
      ...smallModel.characteristics[0]!,
      ...{ id: `c${index}`, title: index % 2 === 0 ? long : `Characteristic ${index}` },
    }))
    expect(overprinted(ringsSvg({ ...none, cells: [], model: { ...longModel, characteristics } }))).toEqual(
      [],
    )
  })
})
