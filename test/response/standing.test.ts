import { expect, it } from 'vitest'
import { type Made, standingOf } from '../../src/response/standing.ts'

const [early, late] = ['2026-11-02T09:00:00Z', '2026-11-03T09:00:00Z']

it.each<[why: string, coming: Made, there: Made, standing: string]>([
  ['the later one is newer', { submitted: late }, { submitted: early }, 'newer'],
  ['the earlier one is older', { submitted: early }, { submitted: late }, 'older'],
  ['a draft does not say when it was written', { submitted: early }, {}, 'unclear'],
  ['a draft is older than what was submitted', {}, { submitted: early }, 'older'],
  ['two drafts cannot be told apart', {}, {}, 'unclear'],
  ['the same moment tells nothing', { submitted: early }, { submitted: early }, 'unclear'],
  [
    'other time zones are the same time',
    { submitted: '2026-11-02T10:00:00+01:00' },
    { submitted: early },
    'unclear',
  ],
  ['a higher counter agrees', { submitted: late, seq: 3 }, { submitted: early, seq: 2 }, 'newer'],
  ['a lower counter agrees', { submitted: early, seq: 1 }, { submitted: late, seq: 2 }, 'older'],
  [
    'a lower counter contradicts a later time',
    { submitted: late, seq: 1 },
    { submitted: early, seq: 2 },
    'unclear',
  ],
  [
    'a higher counter contradicts an earlier time',
    { submitted: early, seq: 4 },
    { submitted: late, seq: 2 },
    'unclear',
  ],
  [
    'equal counters followed the same one',
    { submitted: late, seq: 2 },
    { submitted: early, seq: 2 },
    'unclear',
  ],
  [
    'an earlier one with the same counter is older',
    { submitted: early, seq: 2 },
    { submitted: late, seq: 2 },
    'older',
  ],
  ['a draft that was saved often', { submitted: late, seq: 1 }, { seq: 5 }, 'unclear'],
  ['a draft the form counted on from', { submitted: late, seq: 2 }, { seq: 1 }, 'newer'],
  ['only one is counted', { submitted: late }, { submitted: early, seq: 9 }, 'newer'],
])('%s', (_, coming, there, standing) => {
  expect(standingOf(coming, there)).toBe(standing)
})
