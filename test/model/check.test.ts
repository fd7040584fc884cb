import { describe, expect, it } from 'vitest'
import { checkModel } from '../../src/model/check.ts'
import { type OpenParts, smallParts } from './small-parts.ts'

/** The small parts, spoiled, and what is found: severity, file, path. */
function found(spoil: (parts: OpenParts) => void): readonly string[] {
  const parts = smallParts()
  spoil(parts)
  return checkModel(parts).map(({ file, finding }) => {
    const { severity, path, at } = finding
    return `${severity} ${file} ${path.join(' ')}${at === 'key' ? ' (key)' : ''}`
  })
}

const model = (spoil: (data: OpenParts['model']['data']) => void) => (parts: OpenParts) =>
  spoil(parts.model.data)
const roads = (spoil: (data: OpenParts['characteristics'][number]['data']) => void) => (parts: OpenParts) =>
  spoil(parts.characteristics[0]!.data)
const courage = (spoil: (data: OpenParts['factors'][number]['data']) => void) => (parts: OpenParts) =>
  spoil(parts.factors[0]!.data)

describe('the parts of a model', () => {
  it.each<[string, (parts: OpenParts) => void]>([
    ['as they should be', () => {}],
    [
      'without lines of enquiry',
      (parts) => {
        delete parts.model.data['lines-of-enquiry']
        for (const { data } of parts.characteristics)
          for (const cell of Object.values(data.cells)) delete cell['lines-of-enquiry']
      },
    ],
    ['in any order of files', (parts) => void parts.characteristics.reverse()],
    [
      'without success factors',
      (parts) => {
        parts.factors = []
        parts.model.data['success-factors'] = []
      },
    ],
    [
      'that hold for twenty years',
      model((data) => void Object.assign(data.valid, { from: '2020-01-01', until: '2040-12-31' })),
    ],
    [
      'that hold for a day',
      model((data) => void Object.assign(data.valid, { from: '2026-01-01', until: '2026-01-01' })),
    ],
  ])('%s are a model', (_, spoil) => {
    expect(found(spoil)).toEqual([])
  })

  const faults: readonly [string, (parts: OpenParts) => void, string][] = [
    [
      'a scale for statements that is not there',
      model((data) => {
        data['statement-scale'] = 'extend'
      }),
      'error model.yaml statement-scale',
    ],
    [
      'a scale for factors that is not there',
      model((data) => {
        data['factor-scale'] = 'toString'
      }),
      'error model.yaml factor-scale',
    ],
    [
      'two options of one id',
      model((data) => {
        data.scales.extent!.options[1]!.id = 'nowhere'
      }),
      'error model.yaml scales extent options 1',
    ],
    [
      'dont-know as an option',
      model((data) => {
        data.scales.trust!.options[0]!.id = 'dont-know'
      }),
      'error model.yaml scales trust options 0 id',
    ],
    [
      'not-applicable as an option',
      model((data) => {
        data.scales.trust!.options[0]!.id = 'not-applicable'
      }),
      'error model.yaml scales trust options 0 id',
    ],
    [
      'unanswered as an option',
      model((data) => {
        data.scales.trust!.options[0]!.id = 'unanswered'
      }),
      'error model.yaml scales trust options 0 id',
    ],
    [
      'a value above 1',
      model((data) => {
        data.scales.extent!.options[4]!.value = 1.5
      }),
      'error model.yaml scales extent options 4 value',
    ],
    [
      'a value below 0',
      model((data) => {
        data.scales.extent!.options[0]!.value = -1
      }),
      'error model.yaml scales extent options 0 value',
    ],
    [
      'a fraction by nothing',
      model((data) => {
        data.scales.extent!.options[4]!.value = '1/0'
      }),
      'error model.yaml scales extent options 4 value',
    ],
    [
      'values that do not rise',
      model((data) => {
        data.scales.extent!.options[2]!.value = 0.25
      }),
      'error model.yaml scales extent options 2 value',
    ],
    [
      'two modes of one id',
      model((data) => {
        data.modes.push({ id: 'inside', title: 'Again' })
      }),
      'error model.yaml modes 2',
    ],
    [
      'two stages of one id',
      model((data) => {
        data.stages.push({ id: 'look', title: 'Again' })
      }),
      'error model.yaml stages 5',
    ],
    [
      'two lines of enquiry of one id',
      model((data) => {
        data['lines-of-enquiry']!.push({ id: 'purpose', title: 'Again' })
      }),
      'error model.yaml lines-of-enquiry 1',
    ],
    [
      'two kinds of note of one id',
      model((data) => {
        data.notes.push({ id: 'obstacles', title: 'Again', prompt: 'What?' })
      }),
      'error model.yaml notes 3',
    ],
    [
      'a characteristic that is listed twice',
      model((data) => {
        data.characteristics.push('roads')
      }),
      'error model.yaml characteristics 2',
    ],
    [
      'a success factor that is listed twice',
      model((data) => {
        data['success-factors'].push('courage')
      }),
      'error model.yaml success-factors 1',
    ],
    [
      'an end before its beginning',
      model((data) => {
        data.valid.until = '2025-12-31'
      }),
      'error model.yaml valid until',
    ],
    [
      'a century of validity',
      model((data) => {
        data.valid.until = '2126-12-31'
      }),
      'warning model.yaml valid until',
    ],
    [
      'no kind of note for a rationale',
      model((data) => {
        data.notes[1]!.id = 'reason'
      }),
      'error model.yaml notes',
    ],
    [
      'a rationale of links',
      model((data) => {
        data.notes[1]!.kind = 'links'
      }),
      'error model.yaml notes',
    ],
    [
      'links that are to tell of practice',
      model((data) => {
        data.notes[2]!.practice = true
      }),
      'error model.yaml notes 2 practice',
    ],
    [
      'a listed characteristic without a file',
      (parts) => {
        parts.characteristics.pop()
      },
      'error model.yaml characteristics 1',
    ],
    [
      'a listed success factor without a file',
      (parts) => {
        parts.factors.pop()
      },
      'error model.yaml success-factors 0',
    ],
    [
      'a file that is not listed',
      model((data) => {
        data.characteristics.pop()
      }),
      'error characteristics/parks.yaml id',
    ],
    [
      'a file of another name than its id',
      (parts) => {
        parts.characteristics[0]!.file = 'characteristics/streets.yaml'
      },
      'error characteristics/streets.yaml id',
    ],
    [
      'a cell too few',
      roads((data) => {
        delete data.cells.outside
      }),
      'error characteristics/roads.yaml cells',
    ],
    [
      'a cell for an unknown mode',
      roads((data) => {
        data.cells.outsides = data.cells.outside!
      }),
      'error characteristics/roads.yaml cells outsides (key)',
    ],
    [
      'a cell that lacks a stage',
      roads((data) => {
        delete data.cells.inside!.statements.learn
      }),
      'error characteristics/roads.yaml cells inside statements',
    ],
    [
      'a statement for an unknown stage',
      roads((data) => {
        data.cells.inside!.statements.lern = { text: 'x' }
      }),
      'error characteristics/roads.yaml cells inside statements lern (key)',
    ],
    [
      'an unknown line of enquiry',
      roads((data) => {
        data.cells.inside!['lines-of-enquiry'] = ['porpoise']
      }),
      'error characteristics/roads.yaml cells inside lines-of-enquiry 0',
    ],
    [
      'two statements of one id in a factor',
      courage((data) => {
        data.statements.push({ id: 'speak', text: 'x' })
      }),
      'error success-factors/courage.yaml statements 3',
    ],
    [
      'a reserved word as a statement of a factor',
      courage((data) => {
        data.statements[0]!.id = 'notes'
      }),
      'error success-factors/courage.yaml statements 0 id',
    ],
  ]
  it.each(faults)('with %s have one fault, where it stands', (_, spoil, expected) => {
    expect(found(spoil)).toEqual([expected])
  })

  it.each(['ambition', 'stance', 'notes'])('cannot have a stage called %s', (word) => {
    const renamed = found((parts) => {
      parts.model.data.stages[0]!.id = word
      for (const { data } of parts.characteristics)
        for (const { statements } of Object.values(data.cells)) {
          statements[word] = statements.look!
          delete statements.look
        }
    })
    expect(renamed).toEqual(['error model.yaml stages 0 id'])
  })

  it('cannot have one id for a characteristic and a success factor', () => {
    const both = found((parts) => {
      parts.model.data['success-factors'].push('roads')
      parts.factors.push({
        file: 'success-factors/roads.yaml',
        data: { ...parts.factors[0]!.data, id: 'roads' },
      })
    })
    expect(both).toEqual(['error model.yaml success-factors 1'])
  })

  it('tell the nearest word where one is mistyped', () => {
    const parts = smallParts()
    parts.characteristics[0]!.data.cells.inside!['lines-of-enquiry'] = ['purposes']
    expect(checkModel(parts)[0]?.finding).toMatchObject({
      message: '"purposes" is not a line of enquiry',
      hint: 'did you mean purpose?',
    })
  })
})
