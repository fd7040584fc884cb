import { describe, expect, it } from 'vitest'
import { columnsOf } from '../../../src/render/text.ts'
import { ann, look, play } from './scripted.ts'

const go = 'enter'
const roads = 'roads/inside/look'
const parks = 'parks/outside/try'
const courage = 'courage/speak'

describe('a second look', () => {
  it('begins with what it is about, and how long it takes', async () => {
    const { last, response } = await play([])
    expect(last.screen).toContain('On 3 statements you and your colleagues are far apart')
    expect(last.screen).toMatch(/about 5\s+minutes/)
    expect(last.screen).toMatch(/until the end of Tue 24\s+November 2026/)
    expect(response).toBe(ann)
  })

  it('shows the statement, how far apart people are, the spread in bars and words, the reasons, and the own answer', async () => {
    const { last } = await play([go])
    expect(last.screen).toMatchInlineSnapshot(`
      "Roads / Inside / look                                          0 of 3 looked at
      Roads, inside the council

        The council can look in roads, inside.

        People are split: some see it at one end, some at the other.
        nowhere     ██████████████████████████████
        in places
        half way
        mostly
        everywhere  ██████████████████████████████
        4 nowhere, 4 everywhere; 1 does not know.

        Obstacles
        - Two depots.

        You answered: nowhere
      1 nowhere
      2 in places
      3 half way
      4 mostly
      5 everywhere
      d don't know
      n not applicable
      k keep nowhere
      + note
      < back
      q save and leave"
    `)
  })

  it('says how many answered, and not how, where that is hidden', async () => {
    const { last } = await play([go, 'k'])
    expect(last.screen).toContain('9 people have answered; their answers are not shown')
    expect(last.screen).not.toContain('█')
    expect(last.screen).toContain('You answered: mostly')
  })

  it('has every decision on disk before the next question', async () => {
    const { shown } = await play([go, 'k', '1', '2'])
    expect(shown.map(({ saved }) => saved['looked-at']?.statements)).toEqual([
      ...[undefined, undefined, [roads]],
      ...[
        [roads, parks],
        [roads, parks, courage],
      ],
    ])
    expect(shown[3]?.saved.answers.parks).toEqual({ outside: { try: 'nowhere' } })
  })

  it('takes no Enter for an answer', async () => {
    await expect(play([go, go])).rejects.toThrow('"enter" is no key')
  })

  it('asks for the reason of what does not apply, and decides nothing without one', async () => {
    const back = await play([go, 'n', 'ESC'])
    expect(back.response).toEqual(ann)
    const { response } = await play([go, 'n', '', 'We have no roads.'])
    expect(response.answers.roads).toEqual({
      inside: { look: 'not-applicable', notes: { rationale: 'We have no roads.' } },
    })
    expect(response['looked-at']).toEqual({ pass: 2, statements: [roads] })
  })

  it('takes a note, and comes back to the statement', async () => {
    const { response, last } = await play([go, '+', 'r', 'Because.', go])
    expect(response.answers.roads).toMatchObject({ inside: { notes: { rationale: 'Because.' } } })
    expect(response).not.toHaveProperty('looked-at')
    expect(last.screen).toContain('0 of 3 looked at')
  })

  it('asks for nothing but notes beside a statement, and says on every screen how much was looked at', async () => {
    const { shown } = await play([go, 'k', '+'])
    const { screen } = shown.at(-1)!
    expect(screen).toContain('1 of 3 looked at')
    expect(screen).not.toMatch(/ambition|deliberate|sections|answered/i)
    const why = await play([go, 'n'])
    expect(why.last.screen).toContain('0 of 3 looked at')
  })

  it.each([
    ['all answers', look.statements, 'For each you see how all have answered, without names.'],
    [
      'some',
      { ...look.statements, 'parks/outside/try': { label: 'split' } },
      'where enough have answered also how',
    ],
    [
      'none',
      { 'roads/inside/look': { label: 'split' } },
      'how they answered is not shown, since they are too few',
    ],
  ] as const)('promises no more than is shown: %s', async (which, statements, words) => {
    const { 'parks/outside/try': _, ...known } = statements as typeof look.statements
    const { last } = await play([], {
      second: { ...look, statements: which === 'all answers' ? known : statements },
    })
    expect(last.screen.replace(/\s+/g, ' ')).toContain(words)
  })

  it('leaves with what was decided, still submitted, and goes on behind it', async () => {
    const left = await play([go, '5', 'q'])
    expect(left.outcome).toBe('left')
    expect(left.response).toMatchObject({
      submitted: ann.submitted,
      'looked-at': { pass: 2, statements: [roads] },
    })
    const { said, last } = await play([], { response: left.response })
    expect(said).toMatch(
      /^Welcome back, Ann Lee. Here is the first statement you have not looked at\s+again.$/m,
    )
    expect(last.screen).toContain('1 of 3 looked at')
    expect(last.screen).toContain('Parks / Outside / try')
  })

  it('goes back to what was looked at', async () => {
    const { last } = await play([go, '5', '<'])
    expect(last.screen).toContain('You answered: everywhere (looked at)')
  })

  it('ends with what was kept and changed, and finishes on y alone', async () => {
    const { shown, outcome, response } = await play([go, 'k', '1', 'k', 'y'])
    const { screen } = shown.at(-1)!
    expect(screen).toMatch(/Kept +2\n +Changed +1\n +Not looked at +0/)
    expect(outcome).toBe('finished')
    expect(response).toMatchObject({ pass: 2, submitted: '2026-11-24T09:00:00Z' })
    expect(response).not.toHaveProperty('looked-at')
    await expect(play([go, 'k', 'k', 'k', go])).rejects.toThrow('"enter" is no key')
  })

  it('tells what was looked at in an earlier sitting by itself', async () => {
    const left = await play([go, '5', 'q'])
    const { last } = await play(['1', 'k'], { response: left.response })
    expect(last.screen).toMatch(
      /Kept in this sitting +1\n +Changed in this sitting +1\n +Kept or changed earlier +1\n +Not looked at +0/,
    )
  })

  it('may leave for later at the end, and goes to what was not looked at', async () => {
    const half = { ...ann, 'looked-at': { pass: 2, statements: [parks, courage] } }
    const { shown, outcome } = await play(['k', '<', '<', '<', 'k', 'k', 'k', 'l'], { response: half })
    expect(outcome).toBe('left')
    expect(shown.at(-1)?.screen).toContain('l later')
  })

  it('asks about the sections of the person alone', async () => {
    const { shown } = await play([go, 'k', 'y'], { only: ['courage'] })
    expect(shown[0]?.screen).toContain('On 1 statement ')
    expect(shown[1]?.screen).toContain('Courage / speak')
  })

  it('keeps long notes behind a key', async () => {
    const texts = Array.from({ length: 9 }, (_, index) => `Reason ${index}`)
    const second = { ...look, notes: { 'roads/inside': { rationale: texts } } }
    const { shown, last } = await play([go, 'v', go], { second })
    expect(shown[1]?.screen).not.toContain('Reason 1')
    expect(shown[1]?.screen).toContain('v view notes (9)')
    expect(shown[2]?.screen).toContain('- Reason 8')
    expect(last.screen).toContain('0 of 3 looked at')
  })

  it('is sentences on a plain screen', async () => {
    const { shown } = await play([go, 'k', 'k', 'k'], { plain: true })
    for (const { screen } of shown) expect(screen).not.toMatch(/[█▋─│]/)
    expect(shown[1]?.screen).toContain('4 nowhere, 4 everywhere; 1 does not know.')
  })

  it.each([[40], [60], [80], [120]])('fits %d columns', async (width) => {
    const { shown } = await play([go, 'n', 'x', 'k', '+', go, 'k'], { width })
    for (const { screen } of shown)
      for (const line of screen.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width)
  })

  it('cuts no word on a plain narrow screen', async () => {
    const { shown } = await play([go, 'k', 'k', 'k'], { width: 30, plain: true })
    for (const { screen } of shown)
      for (const line of screen.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(30)
  })

  it('shows text of a file never raw', async () => {
    const second = { ...look, notes: { 'roads/inside': { rationale: ['a\u001b[2Jb\u202ec'] } } }
    const { last } = await play([go], { second })
    expect(last.screen).not.toMatch(/[\u001b\u202e]/)
    expect(last.screen).toContain('a<U+001B>[2Jb<U+202E>c')
  })
})
