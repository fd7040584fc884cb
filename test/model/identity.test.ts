import { describe, expect, it } from 'vitest'
import { assembleModel } from '../../src/model/assemble.ts'
import { modelIdentity } from '../../src/model/identity.ts'
import { type OpenParts, smallParts } from './small-parts.ts'

function identity(edit: (parts: OpenParts) => void = () => {}): string {
  const parts = smallParts()
  edit(parts)
  return modelIdentity(assembleModel(parts))
}

const roads = (parts: OpenParts) => parts.characteristics[0]!.data

/** The parts with one id of an axis changed everywhere. */
function renamed(parts: OpenParts, axis: 'modes' | 'stages', from: string, to: string): void {
  parts.model.data[axis].find((one) => one.id === from)!.id = to
  for (const { data } of parts.characteristics) {
    if (axis === 'modes') data.cells[to] = data.cells[from]!
    else for (const { statements } of Object.values(data.cells)) statements[to] = statements[from]!
  }
}

describe('the identity of a model', () => {
  it.each<[string, (parts: OpenParts) => void]>([
    [
      'its id',
      (parts) => {
        parts.model.data.id = 'other'
      },
    ],
    [
      'its version',
      (parts) => {
        parts.model.data.version = '1.1'
      },
    ],
    [
      'a letter of a statement',
      (parts) => {
        roads(parts).cells.inside!.statements.look!.text += '!'
      },
    ],
    [
      'a statement of a factor',
      (parts) => {
        parts.factors[0]!.data.statements[0]!.text += '!'
      },
    ],
    [
      'what a statement was before',
      (parts) => {
        parts.factors[0]!.data.statements[0]!.was = 'courage/talk'
      },
    ],
    [
      'the version before',
      (parts) => {
        parts.model.data.previous = { version: '0.9', digest: `sha256:${'1'.repeat(64)}` }
      },
    ],
    [
      'the id of a statement of a factor',
      (parts) => {
        parts.factors[0]!.data.statements[0]!.id = 'say'
      },
    ],
    [
      'a statement more',
      (parts) => {
        parts.factors[0]!.data.statements.push({ id: 'ask', text: 'People ask.' })
      },
    ],
    [
      'the order of statements',
      (parts) => {
        parts.factors[0]!.data.statements.reverse()
      },
    ],
    [
      'the id of an option',
      (parts) => {
        parts.model.data.scales.extent!.options[1]!.id = 'here-and-there'
      },
    ],
    [
      'the title of an option',
      (parts) => {
        parts.model.data.scales.extent!.options[1]!.title = 'Here'
      },
    ],
    [
      'the value of an option',
      (parts) => {
        parts.model.data.scales.extent!.options[1]!.value = 0.3
      },
    ],
    [
      'the scale of the factors',
      (parts) => {
        parts.model.data['factor-scale'] = 'extent'
      },
    ],
    ['the id of a mode', (parts) => renamed(parts, 'modes', 'inside', 'within')],
    [
      'the title of a mode',
      (parts) => {
        parts.model.data.modes[0]!.title = 'Within'
      },
    ],
    [
      'the order of the modes',
      (parts) => {
        parts.model.data.modes.reverse()
      },
    ],
    ['the id of a stage', (parts) => renamed(parts, 'stages', 'look', 'see')],
    [
      'the title of a stage',
      (parts) => {
        parts.model.data.stages[0]!.title = 'See'
      },
    ],
    [
      'the order of the stages',
      (parts) => {
        parts.model.data.stages.reverse()
      },
    ],
    [
      'the order of the characteristics',
      (parts) => {
        parts.model.data.characteristics.reverse()
      },
    ],
  ])('changes with %s', (_, edit) => {
    expect(identity(edit)).not.toBe(identity())
  })

  it.each<[string, (parts: OpenParts) => void]>([
    [
      'its title',
      (parts) => {
        parts.model.data.title = 'Other'
      },
    ],
    [
      'its description',
      (parts) => {
        parts.model.data.description = 'Other'
      },
    ],
    [
      'its dates',
      (parts) => {
        parts.model.data.valid.until = '2029-12-31'
      },
    ],
    [
      'help on a statement',
      (parts) => {
        roads(parts).cells.inside!.statements.look!.help = 'Look here.'
      },
    ],
    [
      'help on an option',
      (parts) => {
        parts.model.data.scales.extent!.options[1]!.help = 'Two teams.'
      },
    ],
    [
      'the description of a characteristic',
      (parts) => {
        roads(parts).description = 'Other'
      },
    ],
    [
      'the description of a mode',
      (parts) => {
        parts.model.data.modes[0]!.description = 'Other'
      },
    ],
    [
      'the focus of a cell',
      (parts) => {
        roads(parts).cells.inside!.focus = 'Other'
      },
    ],
    [
      'lines of enquiry',
      (parts) => {
        roads(parts).cells.inside!['lines-of-enquiry'] = []
      },
    ],
    [
      'which notes tell of practice',
      (parts) => {
        parts.model.data.notes[0]!.practice = true
      },
    ],
    [
      'the prompt of a note',
      (parts) => {
        parts.model.data.notes[0]!.prompt = 'Other?'
      },
    ],
    [
      'the order of files',
      (parts) => {
        parts.characteristics.reverse()
      },
    ],
    [
      'how a third is written',
      (parts) => {
        parts.model.data.scales.trust!.options[1]!.value = '2/6'
      },
    ],
  ])('does not change with %s', (_, edit) => {
    expect(identity(edit)).toBe(identity())
  })
})
