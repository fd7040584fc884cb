import { expect, it } from 'vitest'
import { openLooks } from '../../../src/files/history/looks.ts'
import { worldWith } from '../git/world.ts'

const look = `format: tiex-second-look/1
model: {id: small, version: "1.0", digest: "sha256:${'0'.repeat(64)}"}
round: 2026-autumn
pass: 2
opened: 2026-11-23T09:00:00Z
statements:
  roads/inside/look: {label: split}
`

it.each([[['2026-autumn', '2025-autumn']], [['2025-autumn', '2026-autumn']]])(
  'is open in the round it is of, and not where a copy of it lies in another',
  async (asked) => {
    const files = asked.map((round) => [`rounds/${round}/second-look.yaml`, look])
    const { root, variables, git } = await worldWith(Object.fromEntries(files))
    const looks = openLooks([], '', { root, variables })
    const found = await Promise.all(asked.map((round) => looks.isOpen(git('rev-parse', 'HEAD'), round)))
    expect(found).toEqual(asked.map((round) => round === '2026-autumn'))
  },
)
