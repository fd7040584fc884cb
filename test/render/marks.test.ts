import { describe, expect, it } from 'vitest'
import type { Scale } from '../../src/model/model.ts'
import { answerTitle, bar, gauge, legendOf, markOf } from '../../src/render/results/marks.ts'
import { columnsOf } from '../../src/render/text.ts'
import { extent } from '../small-model.ts'

function scaleOf(options: number): Scale {
  const all = Array.from({ length: options }, (_, rank) => ({
    id: `option-${rank}`,
    title: `Option ${rank}`,
    value: rank / (options - 1),
  }))
  return { id: 'scale', title: 'Scale', options: all }
}

describe('the mark of an answer', () => {
  it.each([2, 3, 4, 5, 6, 7, 8, 9, 11])('tells the %i options of a scale apart, a column each', (options) => {
    const scale = scaleOf(options)
    const marks = scale.options.map((option) => markOf(scale, option.id))
    expect(new Set(marks).size).toBe(options)
    for (const mark of marks) expect(columnsOf(mark)).toBe(1)
  })

  it.each([2, 3, 4, 5, 6, 7, 8, 9, 11])(
    'of %i options is none of the marks of the other states',
    (options) => {
      const scale = scaleOf(options)
      const states = [undefined, 'dont-know', 'not-applicable'].map((answer) => markOf(scale, answer))
      expect(states).toEqual(['·', '?', '–'])
      for (const option of scale.options) expect(states).not.toContain(markOf(scale, option.id))
    },
  )

  it('is empty for the lowest option of the usual scales and full for the highest', () => {
    for (const options of [2, 3, 4, 5]) {
      const scale = scaleOf(options)
      expect([markOf(scale, 'option-0'), markOf(scale, `option-${options - 1}`)]).toEqual(['□', '■'])
    }
  })

  it('has a word beside it in the legend, highest first', () => {
    expect(legendOf(extent)).toBe(
      "■ everywhere  ▣ mostly  ▪ half way  ▫ in places  □ nowhere  ? don't know  – not applicable  · no answer",
    )
  })
})

describe('an answer in words', () => {
  it.each([
    [undefined, 'no answer'],
    ['dont-know', "don't know"],
    ['not-applicable', 'not applicable'],
    ['half-way', 'half way'],
  ])('%s: %s', (answer, title) => expect(answerTitle(extent, answer)).toBe(title))
})

describe('a bar', () => {
  it.each([
    [0, 4, ''],
    [1, 4, '████'],
    [0.5, 4, '██'],
    [0.5, 3, '█▌'],
    [0.125, 1, '▏'],
    [2, 2, '██'],
    [-1, 2, ''],
  ])('of %f in %i columns is "%s"', (share, columns, drawn) => expect(bar(share, columns)).toBe(drawn))

  it.each([
    [0, '░░░░'],
    [0.5, '██░░'],
    [1, '████'],
    [3, '████'],
  ])('of %f on a track is "%s"', (share, drawn) => expect(gauge(share, 4)).toBe(drawn))
})
