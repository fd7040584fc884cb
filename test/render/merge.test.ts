import { describe, expect, it } from 'vitest'
import type { Consensus, StatementConsensus } from '../../src/merge/consensus.ts'
import { mergeResponses } from '../../src/merge/merge.ts'
import { type MergeView, viewMerge } from '../../src/merge/view.ts'
import { mergeJson } from '../../src/render/merge/data.ts'
import { renderMerge } from '../../src/render/merge/merge.ts'
import type { Response, SectionAnswers } from '../../src/response/response.ts'
import { inputOf, responseOf } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'
import { screenOf } from './screens.ts'

const look = 'roads/inside/look'

function viewOf(
  given: readonly Response[],
  more: { previous?: Consensus; minimumGroup?: number } = {},
): MergeView {
  const { minimumGroup, ...input } = more
  const merged = mergeResponses(inputOf(given, input))
  return viewMerge({ model: smallModel, ...merged, invited: 9, leftOut: [], waiting: [], minimumGroup })
}

/** The text on one line, so that it is read whatever the width. */
function told(...of: Parameters<typeof viewOf>): string {
  return renderMerge(viewOf(...of), 10, screenOf(80)).replace(/\s+/g, ' ')
}

/** So many people who answer the first so many statements of the grid, each the same as the others. */
function people(count: number, statements: number): readonly Response[] {
  const options = ['nowhere', 'in-places', 'half-way', 'mostly', 'everywhere']
  const sections: Record<string, SectionAnswers> = {}
  smallModel.cells
    .flatMap((cell) => cell.statements)
    .slice(0, statements)
    .forEach(({ section, key }, index) => {
      sections[section] = { ...sections[section], [key]: options[index % options.length]! }
    })
  return Array.from({ length: count }, (_, index) => responseOf(`p${index}`, sections))
}

/** People who each gave one answer to one statement, or none. */
function lookedAt(...answers: readonly (string | undefined)[]): readonly Response[] {
  return answers.map((answer, index) =>
    responseOf(`p${index}`, answer === undefined ? {} : { 'roads/inside': { look: answer } }),
  )
}

describe('overall agreement', () => {
  it.each<[string, number, number, string]>([
    ['one statement', 3, 1, 'of the time (over 1 statement). '],
    ['nine statements', 3, 9, 'of the time (over 9 statements). '],
    ['ten statements', 3, 10, 'of the time. '],
  ])('over %s says so where they are few', (_, count, statements, expected) => {
    expect(told(people(count, statements))).toContain(expected)
  })

  it.each<[string, number, number, string]>([
    ['nine statements', 3, 9, 'strong areas from weak ones: alpha 1.00.'],
    ['two people', 2, 10, 'strong areas from weak ones: alpha 1.00.'],
    ['three people and ten statements', 3, 10, 'strong areas from weak ones consistently (alpha 1.00).'],
  ])('of %s names a band only where there is enough for one', (_, count, statements, expected) => {
    expect(told(people(count, statements))).toContain(expected)
  })

  it('on a further scale says over how few statements', () => {
    const both = people(3, 12).map((one, index) => ({
      ...one,
      'success-factors': responseOf(`p${index}`, { courage: { speak: 'often' } })['success-factors']!,
    }))
    expect(told(both)).toContain('the same answer 100% of the time (over 1 statement).')
  })
})

it.each([
  [4, undefined, true],
  [5, undefined, false],
  [7, 8, true],
  [8, 8, false],
  [4, 3, false],
])(
  'of %i people, where the smallest group is %s, nothing is anonymous: %s',
  (count, minimumGroup, expected) => {
    const more = minimumGroup === undefined ? {} : { minimumGroup }
    expect(told(people(count, 1), more).includes('nothing is anonymous')).toBe(expected)
  },
)

it('people without an answer are not said not to know', () => {
  const given = lookedAt('nowhere', 'everywhere', undefined, undefined)
  expect(told(given)).toContain('2 without an answer; nothing to suggest; many do not know or did not answer')
  expect(told(given)).toMatch(/Many do not know or did not answer: .* \/ /)
  expect(JSON.parse(mergeJson(viewOf(given))).order[0].knowledgeGap).toBe(true)
})

describe('answers that changed under an agreement', () => {
  const before = viewOf(lookedAt('mostly', 'mostly', 'dont-know')).consensus
  const entry: StatementConsensus = { ...before.statements[look]!, agreed: 'mostly' }
  const previous = { ...before, statements: { [look]: entry } }
  const after = lookedAt('mostly', 'nowhere', 'nowhere')

  it('are shown beside those it was agreed from, with how to settle it', () => {
    const text = told(after, { previous })
    expect(text).toContain(
      'The answers under 1 agreed statement have changed since; what was agreed is kept:',
    )
    expect(text).toContain(
      'agreed mostly when the answers were 2 mostly; 1 does not know. They are now 2 nowhere, 1 mostly;',
    )
    expect(text).toContain('agree on it again: tiex workshop.')
  })

  it('are shown at every merge until it is settled', () => {
    const { consensus } = viewOf(after, { previous })
    expect(told(after, { previous: consensus })).toBe(told(after, { previous }))
  })
})
