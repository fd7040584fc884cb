import { describe, expect, it } from 'vitest'
import { checkModel } from '../../src/model/check.ts'
import { flagsAgainst, unclaimedSame } from '../../src/model/check-was.ts'
import { smallModel } from '../small-model.ts'
import { laterModel } from './next-model.ts'
import { type OpenParts, smallParts } from './small-parts.ts'

const previous = { version: '0.9', digest: `sha256:${'1'.repeat(64)}` }

function problems(edit: (parts: OpenParts) => void) {
  const parts = smallParts()
  edit(parts)
  return checkModel(parts).map(({ file, finding }) => [file, finding.path.join('/'), finding.message])
}

describe('was', () => {
  it('is fine once a target, where the version before is named', () => {
    expect(
      problems((parts) => {
        parts.model.data.previous = previous
        parts.factors[0]!.data.statements[0]!.was = 'courage/talk'
        parts.characteristics[0]!.data.cells.inside!.statements.look!.was = 'roads/inside/see'
      }),
    ).toEqual([])
  })

  it('is refused where nothing says of which version', () => {
    const found = problems((parts) => {
      parts.factors[0]!.data.statements[0]!.was = 'courage/talk'
    })
    expect(found).toEqual([
      [
        'success-factors/courage.yaml',
        'statements/0/was',
        'courage/speak was "courage/talk" of a version that model.yaml does not name',
      ],
    ])
  })

  it('is refused where two say that they were the same', () => {
    const found = problems((parts) => {
      parts.model.data.previous = previous
      for (const statement of parts.factors[0]!.data.statements.slice(1)) statement.was = 'courage/talk'
    })
    expect(found).toEqual([
      [
        'success-factors/courage.yaml',
        'statements/2/was',
        'both courage/fail and courage/stop say that they were "courage/talk"',
      ],
    ])
  })

  it('is refused of a version that comes after itself', () => {
    const found = problems((parts) => {
      parts.model.data.previous = { ...previous, version: '1.0' }
    })
    expect(found).toEqual([['model.yaml', 'previous/version', 'a version cannot come after itself']])
  })

  it('is missed by an author who is told, given the version before', () => {
    const newer = laterModel({
      'courage/speak': { was: 'courage/speek' },
      'courage/fail': { text: 'People may err.' },
      'courage/stop': { was: 'courage/stop' },
    })
    expect(flagsAgainst(newer, smallModel).map(({ statement, rule }) => [statement.id, rule])).toEqual([
      ['courage/speak', 'was'],
      ['courage/fail', 'not-comparable'],
    ])
    expect(unclaimedSame(newer, smallModel)).toHaveLength(20)
  })
})
