import { describe, expect, it } from 'vitest'
import type { Consensus } from '../../../src/merge/consensus.ts'
import { progressOf } from '../../../src/workshop/tally.ts'
import { smallModel } from '../../small-model.ts'
import { merged } from '../../workshop/small-consensus.ts'
import { play } from './scripted.ts'

const agreed = { agreed: 'mostly', 'agreed-at': '2026-11-20T09:00:00Z' }
const look = 'roads/inside/look'
const numberOf = (consensus: Consensus) => progressOf(smallModel.statements, consensus).agreed

describe('all shared views', () => {
  const shared = merged({
    [look]: { label: 'shared' },
    'roads/inside/try': { label: 'shared', ...agreed },
    'courage/fail': { label: 'shared' },
  })

  it('are shown with their number, and accepted only on yes', async () => {
    const { last, shown } = await play(['a', 'n'], { consensus: shared })
    expect(shown[0]?.screen).toContain('a accept all shared (2)')
    expect(shown[1]?.message).toBe('Accept 2 shared views?')
    expect(shown[1]?.screen).toContain('  Roads / Inside / look: nowhere\n  Courage / fail: never')
    expect(numberOf(last.saved)).toBe(1)
  })

  it('are taken back in one step, but for one that was settled by itself since', async () => {
    const { shown, last, consensus } = await play(['a', 'y', '4', 'u'], { consensus: shared })
    expect(shown[2]?.screen).toContain('Accepted 2 shared views; u takes them back, x one by one.')
    expect(last.screen).toContain('Taken back: 1 shared view')
    expect(last.screen).not.toContain('u undo')
    expect(numberOf(consensus)).toBe(2)
    expect(consensus.statements[look]).toMatchObject({ agreed: 'mostly' })
  })

  it('of an earlier sitting are taken back only on yes, after a look at which', async () => {
    const { consensus } = await play(['a', 'y'], { consensus: shared })
    const later = await play(['u', 'n', 'u', 'y'], { consensus })
    expect(later.shown[1]?.message).toBe('Take 2 shared views back?')
    expect(later.shown[1]?.screen).toContain('accepted in one step on 2026-11-27 10:00 UTC')
    expect(later.shown[1]?.screen).toContain('  Roads / Inside / look: nowhere\n  Courage / fail: never')
    expect(numberOf(later.shown[3]!.saved)).toBe(3)
    expect(later.consensus).toEqual(shared)
    expect(later.last.screen).not.toContain('u undo')
  })

  it('can be accepted before the first statement, which then is the first that is left', async () => {
    const { last } = await play(['a', 'y'], { consensus: merged({ [look]: { label: 'shared' } }) })
    expect(last.screen).toContain('Roads / Inside / choose')
    expect(last.screen).toContain('u undo accepting')
  })
})
