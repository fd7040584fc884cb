import { expect, it } from 'vitest'
import { differenceWords } from '../../src/render/merge/difference.ts'

it.each([
  [undefined, 6, undefined],
  [6, 6, undefined],
  [5, 6, /of 6 responses instead of 5: .* what one person answered\.$/],
  [6, 4, /of 4 responses instead of 6: .* what two people answered\.$/],
  [5, 8, undefined],
])(
  'a consensus of %s responses that becomes one of %s tells what the history gives away',
  (before, now, words) => {
    if (words === undefined) expect(differenceWords(before, now)).toBeUndefined()
    else expect(differenceWords(before, now)).toMatch(words)
  },
)
