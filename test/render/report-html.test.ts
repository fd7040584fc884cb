import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { reportHtml, reportStyle } from '../../src/render/report/html/page.ts'
import { type ReportPage, readersOf } from '../../src/report/page.ts'
import { trendOf } from '../../src/trend/trend.ts'
import { actionOf } from '../plan/plans.ts'
import { allAgreed, personOf, ready, reportWith, signed, sourcesOf } from '../report/sources.ts'
import { smallModel } from '../small-model.ts'
import { forbidden } from './screens.ts'

type Given = Parameters<typeof reportWith>[0]
const look = 'roads/inside/look'
const few = {
  answers: { mostly: 2, everywhere: 1 },
  divergence: 7,
  label: 'confirm',
  suggested: 'mostly',
} as const

function pageOf(given: Given, glossary: ReportPage['glossary'] = []): ReportPage {
  const report = reportWith(given)
  const trend = trendOf(smallModel, [
    { round: '2025', left: given?.assessment?.scope ?? 'not merged yet' },
    { round: '2026', results: report.results },
  ])
  return { report, trend, glossary, readers: readersOf(sourcesOf(given).assessment) }
}

function htmlOf(page: ReportPage): string {
  const inlined = (text: string) => ({
    text,
    hash: `sha256-${createHash('sha256').update(text).digest('base64')}`,
  })
  return reportHtml(page, { style: inlined(`p{color:red}${reportStyle(page)}`), script: inlined('let a') })
}

const html = (given: Given = {}) => htmlOf(pageOf(given))
/** A section of the page with all that is in it. */
const part = (id: string, given?: Given) =>
  html(given)
    .split(id.startsWith('at-') ? /(?=<section )/ : /(?=<section [^>]*>\n<h2)/)
    .find((text) => text.startsWith(`<section class="tiex-part" id="${id}"`))!

/** Everything that people write, all of it the same text. */
function writtenBy(text: string): ReportPage {
  const given: Given = {
    statements: { ...allAgreed, [look]: { ...allAgreed[look]!, reason: text, dissent: text } },
    cells: { 'roads/inside': { note: text, priority: 'high', ambition: 5 }, courage: { priority: 'low' } },
    assessment: {
      ...{ scope: text, sponsor: text, objectives: [text, text], marking: text },
      organisation: { id: 'a', name: text, type: 'county' },
      people: [personOf('ann', { name: text, role: text })],
    },
    roles: [
      { ...signed, role: text },
      { ...signed, state: 'stale', recorded: text, changed: [text] },
    ],
    actions: [
      actionOf('a', { title: text, owner: text, reason: text, measure: text, due: '2027-01-01' }),
      actionOf('b', { title: text, sponsor: text, result: text }),
    ],
    resources: [
      {
        ...{ id: 'a', title: text, publisher: text, url: 'https://example.org', type: 'tool', summary: text },
        'success-factors': ['courage'],
      },
    ],
  }
  return pageOf(given, [{ term: text, definition: text }])
}

/** But lines of text in charts, of which longer text has more. */
const tagsOf = (text: string) =>
  [...text.replace(/<text [^>]*>[^<]*<\/text>/g, '').matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) =>
    tag.replace(/"[^"]*"/g, '""'),
  )

describe('the page', () => {
  it('has the sections of the report in their order, each with an anchor in the contents', () => {
    const text = html({ statements: allAgreed })
    const anchors = [...text.matchAll(/<li><a class="govuk-link" href="#([^"]+)">/g)].map(([, id]) => id)
    const sections = [...text.matchAll(/<section class="tiex-part" id="([^"]+)"[^>]*>\n<h2/g)].map(
      ([, id]) => id,
    )
    expect(anchors).toEqual(sections)
    expect(anchors.slice(0, 5)).toEqual(['standing', 'people', 'readers', 'reading', 'levels'])
  })

  it('gives every element an id of its own, and points at none that is not there', () => {
    const text = htmlOf(writtenBy('a'))
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!)
    expect(new Set(ids).size).toBe(ids.length)
    const named = [...text.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g)].flatMap(([, id]) =>
      id!.split(' '),
    )
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
  })

  it('allows its own style and script and nothing else', () => {
    const text = html({ assessment: { marking: 'OFFICIAL' } })
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(text)![1]!
    for (const [tag, name] of [
      ['style', 'style-src'],
      ['script', 'script-src'],
    ] as const) {
      const inside = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(text)![1]!
      const hash = createHash('sha256').update(inside).digest('base64')
      expect(policy).toContain(`${name} 'sha256-${hash}'`)
    }
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(text).not.toMatch(/\s(?:style|on[a-z]+|src)=/)
  })

  it('is the same bytes for the same report', () => {
    expect(htmlOf(writtenBy('a'))).toBe(htmlOf(writtenBy('a')))
  })

  it.each([
    '</title></style></script><script>alert(1)</script>',
    '" onload="alert(1)" x="',
    "'><img src=x onerror=alert(1)>",
    '<!-- --> ]]> <svg/onload=alert(1)>',
    'javascript:alert(1)',
    '\u202egnp\u202c \u200b\u0000\u001b[2J \ud800',
    ':: error\n::error::x',
    '"}@page{}</style>',
  ])('is made of the same tags whatever people write: %j', (text) => {
    const hostile = htmlOf(writtenBy(text))
    const style = /<style>[\s\S]*?<\/style>/
    expect(tagsOf(hostile.replace(style, ''))).toEqual(tagsOf(htmlOf(writtenBy('a b')).replace(style, '')))
    expect(hostile).not.toMatch(forbidden)
    expect(hostile.match(/<\/style>/gi)).toHaveLength(1)
  })

  it('prints its handling marking at head and foot, and on every sheet', () => {
    const text = html({ assessment: { marking: 'OFFICIAL' } })
    expect(text.match(/<p class="tiex-marking">OFFICIAL<\/p>/g)).toHaveLength(2)
    expect(text).toContain('@page{@top-center{content:"OFFICIAL"')
    expect(html()).not.toContain('tiex-marking')
  })

  it('says who can see what', () => {
    expect(part('readers')).toContain('open to everybody who can read')
    const sealed = part('readers', {
      assessment: { confidentiality: 'sealed', people: [personOf('ann', { may: ['facilitate'] })] },
    })
    expect(sealed).toContain(
      'is sealed: they can open it themselves, and so can the 1 person who facilitates',
    )
  })

  it('shows the answers of small groups by their label alone', () => {
    const text = part('at-roads--inside', { statements: { [look]: few } })
    const one = text.slice(text.indexOf('id="at-roads--inside--look"')).split('</div>')[0]!
    expect(one).toContain('>confirm</strong> </p>')
    expect(one).not.toMatch(/<svg|2 mostly/)
    const shown = part('at-roads--inside', {
      statements: { [look]: few },
      assessment: { 'minimum-group': 3 },
    })
    expect(shown).toContain('<svg')
  })

  it('marks what is only suggested', () => {
    const given: Given = { statements: { [look]: { ...few, answers: { mostly: 5 }, label: 'shared' } } }
    expect(part('at-roads--inside', given)).toContain('Look: mostly; only suggested, not agreed')
    expect(part('standing', given)).toContain('This is a draft')
  })

  it('marks an ambition that is only suggested, and not the level that is agreed', () => {
    const given: Given = { statements: allAgreed, cells: { 'roads/inside': { 'suggested-ambition': 5 } } }
    expect(part('levels', given)).toMatch(/<td class="govuk-table__cell">5\.0 = suggested<\/td>/)
    expect(part('standing', given)).toContain('Every statement is agreed; 1 ambition is only suggested.')
    expect(part('standing', { statements: allAgreed })).toContain('Everything is agreed.')
  })

  it('has no table of a trend over one round', () => {
    const page = pageOf({})
    const trend = trendOf(smallModel, [{ round: '2026', results: page.report.results }])
    const text = htmlOf({ ...page, trend })
    expect(text).toContain('Only one round has results that can be compared')
    expect(text).not.toContain('id="trend-table"')
  })

  it('says in a sentence what is not there yet, with no command', () => {
    expect(part('actions')).toContain('Nothing is planned yet.')
    expect(part('priorities')).toContain('No priority is set yet.')
    expect(part('sign-off')).toContain('Nobody has to sign')
    expect(html()).not.toContain('id="glossary"')
    expect(html().replace(/<style>[\s\S]*?<\/style>/, '')).not.toMatch(/tiex(?:\.yaml| [a-z-]+\b)/)
  })

  it('has what the document has: dates, the second look, practice, drafts in the plan', () => {
    const low = { answers: { never: 5 }, divergence: 0, label: 'shared', suggested: 'never' } as const
    const given: Given = {
      statements: { 'courage/speak': low },
      assessment: { rounds: { '2026': { closes: '2026-11-20', workshop: '2026-11-27' } } },
      secondLook: {
        look: { pass: 2, opened: '2026-11-21T10:00:00Z' },
        ...{ statements: 12, relabelled: 0, wide: 4, changes: [] },
      },
      actions: [
        actionOf('a', {
          ...{ cells: ['courage'], resources: 'known' },
          reading: [{ title: 'R', url: 'https://example.org/r' }],
        }),
      ],
      practices: [
        { format: 'tiex-practice/1', id: 'a', title: 'Speak first', what: 'We did.', cells: ['courage'] },
      ],
    }
    const text = html(given)
    for (const words of ['until 20 November 2026', '27 November 2026', 'A second look at 12 statements'])
      expect(text).toContain(words)
    expect(part('resources', given)).toContain('Speak first (our own practice): We did.')
    expect(part('actions', given)).toContain('Courage: level 0.0, draft')
    expect(part('actions', given)).toContain('href="https://example.org/r"')
    expect(part('actions', given)).not.toContain('known')
    expect(part('trend', given)).toContain('Levels of 2026 are a draft')
  })

  it('has the plan as a timeline and a table', () => {
    const text = part('actions', { actions: [ready] })
    expect(text).toContain('id="timeline-title"')
    expect(text).toContain('<th scope="row" class="govuk-table__header">1. ')
  })
})
