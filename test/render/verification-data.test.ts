import { describe, expect, it } from 'vitest'
import type { Failure, Verification } from '../../src/authority/verification.ts'
import {
  renderSignOffsSeen,
  type SignOffsSeen,
  verificationCsv,
  verificationJson,
  verificationMarkdown,
} from '../../src/render/verification-data.ts'
import { renderVerification } from '../../src/render/verify.ts'
import type { SignOff } from '../../src/signoff/sign-off.ts'
import { screenOf } from './screens.ts'

const good: Verification = { range: { to: 'b' }, commits: 4, failures: [], notes: [], unproven: 0 }
const failed = (rule: string, commit: string): Failure => ({
  ...{ commit, person: 'bob', proven: false, file: 'f', rule, message: 'no', hint: 'so' },
})
const signOff: SignOff = {
  round: '2026-autumn',
  roles: [
    {
      role: 'leader',
      needs: 'signed',
      state: 'stale',
      person: 'lee',
      at: '2026-11-27T12:00:00Z',
      changed: ['a|b', 'c'],
    },
    { role: 'chief', needs: 'signed', state: 'missing', changed: [] },
    { role: 'monitor', state: 'invalid', person: 'mo', reason: 'mo may not sign any more', changed: [] },
  ],
}
const pathOf = (round: string) => `a/rounds/${round}/signatures.yaml`

describe('the answer', () => {
  it.each<[readonly Failure[], string]>([
    [[], "Verified 4 commits: every change was its person's to make."],
    [[failed('not-allowed', '1'), failed('not-allowed', '2')], '2 of 4 commits changed what was not theirs.'],
    [
      [failed('unsigned', '1'), failed('not-proven', '2')],
      "2 of 4 commits are not proven to be their person's.",
    ],
    [
      [failed('not-proven', '1'), failed('not-proven', '1')],
      "1 of 4 commits is not proven to be its person's.",
    ],
    [
      [failed('not-allowed', '1'), failed('unsigned', '1'), failed('unsigned', '2'), failed('unsigned', '3')],
      "1 of 4 commits changed what was not theirs, and 2 are not proven to be their person's.",
    ],
  ])('of %j is %s', (failures, wanted) =>
    expect(renderVerification({ ...good, failures }, screenOf(200)).split('\n')[0]).toBe(wanted),
  )
})

describe('the sign-off beside it', () => {
  it('is a section in Markdown', () => {
    expect(verificationMarkdown(good, [signOff], screenOf(80))).toBe(
      `Verified 4 commits: every change was its person's to make.

## Sign-off of 2026 autumn: not complete

| Role | State | Who | When | What there is to say |
| --- | --- | --- | --- | --- |
| leader | stale | lee | 2026-11-27 | a\\|b; c |
| chief | still to sign |  |  |  |
| monitor | invalid | mo |  | mo may not sign any more |
`,
    )
  })

  it('is a row of CSV for each role whose signature does not hold', () => {
    expect(verificationCsv(good, [signOff], pathOf).split('\r\n').slice(1)).toEqual([
      ',lee,,a/rounds/2026-autumn/signatures.yaml,sign-off,the sign-off as leader is stale; changed since: a|b; c,sign again as leader: tiex sign',
      ',mo,,a/rounds/2026-autumn/signatures.yaml,sign-off,the sign-off as monitor is invalid: mo may not sign any more,sign again as monitor: tiex sign',
      '',
    ])
  })

  it('is told of every round, the current one first', () => {
    const earlier: SignOff = { ...signOff, round: '2025-autumn', answersChanged: true }
    const seen: SignOffsSeen = [{ round: '2026-autumn', roles: [] }, earlier]
    const text = renderSignOffsSeen([signOff, earlier], screenOf(80))
    expect(text.match(/^Sign-off of \d+|^Note: .*/gm)).toEqual([
      'Sign-off of 2026',
      'Sign-off of 2025',
      'Note: responses were changed since the consensus was merged.',
    ])
    expect(verificationMarkdown(good, seen, screenOf(80))).toMatch(
      /person's to make\.\n\n## Sign-off of 2025 autumn[\s\S]*\|\n\nNote: responses were changed since the consensus was merged\.\n$/,
    )
    expect(verificationCsv(good, seen, pathOf)).toContain(
      ',lee,,a/rounds/2025-autumn/signatures.yaml,sign-off,the sign-off as leader is stale; changed since: a|b; c,sign again as leader: tiex sign --round 2025-autumn\r\n',
    )
    expect(JSON.parse(verificationJson(good, seen))).toMatchObject({
      signOff: { round: '2026-autumn' },
      signOffs: [{ round: '2026-autumn' }, { round: '2025-autumn', answersChanged: true }],
    })
  })

  it.each<[string, SignOffsSeen]>([
    ['only a range was looked at', undefined],
    ['nobody has to sign', [{ round: 'r1', roles: [] }]],
  ])('is nothing where %s', (_, seen) => {
    expect(verificationMarkdown(good, seen, screenOf(80))).not.toMatch(/sign/i)
    expect(verificationCsv(good, seen, pathOf).split('\r\n')).toHaveLength(2)
  })

  it('says why it could not be read', () => {
    const why = 'tiex.yaml: the \u001b[31mfile'
    expect(renderSignOffsSeen(why, screenOf(80))).toMatch(/^The sign-off could not be read: tiex.yaml: the /)
    for (const text of [
      renderSignOffsSeen(why, screenOf(80)),
      verificationMarkdown(good, why, screenOf(80)),
      verificationCsv(good, why, pathOf),
    ]) {
      expect(text).toMatch(/could not be read/)
      expect(text).not.toContain('\u001b')
    }
    expect(JSON.parse(verificationJson(good, why))).toMatchObject({
      signOff: null,
      signOffs: null,
      signOffNotRead: why,
    })
  })
})
