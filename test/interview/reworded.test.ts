import { describe, expect, it } from 'vitest'
import type { Response } from '../../src/response/response.ts'
import { empty, play } from './scripted.ts'

/** Two answers given to other words, one that is not in question, and open statements before them. */
const response: Response = {
  ...empty,
  submitted: '2026-11-01T09:00:00Z',
  reworded: ['roads/outside/look', 'courage/fail'],
  answers: { roads: { outside: { look: 'mostly', choose: 'nowhere' } } },
  'success-factors': { courage: { fail: 'often' } },
}
const earlier = new Map([['roads/outside/look', 'The council can see.']])

describe('a person who comes back after statements were reworded', () => {
  it('is told so, and asked about them first, with their words of before', async () => {
    const { said, last } = await play([], { response, earlier })
    expect(said.replace(/\s+/g, ' ')).toContain(
      'The wording of 2 statements has changed since you answered: they come first.',
    )
    expect(last.screen).toContain('The council can look in roads, outside.')
    expect(last.screen.replace(/\s+/g, ' ')).toContain(
      'The wording has changed since you answered; it was: The council can see.',
    )
    expect(last.screen).toContain('k keep my answer')
    expect(last.message).toContain('now mostly')
  })

  it('can keep an answer, and comes to the next that was reworded', async () => {
    const { response: kept, last } = await play(['k'], { response, earlier })
    expect(kept).toEqual({ ...response, reworded: ['courage/fail'] })
    expect(last.screen).toContain('People may fail and say so.')
    expect(last.screen).toContain('The wording has changed since you answered.')
  })

  it('can answer anew, and then comes to what is open', async () => {
    const { response: answered, last } = await play(['1', '3'], { response, earlier })
    expect(answered.reworded).toBeUndefined()
    expect(answered.answers.roads?.outside?.look).toBe('nowhere')
    expect(answered['success-factors']?.courage?.fail).toBe('often')
    expect(last.screen).toContain('The council can look in roads, inside.')
    expect(last.screen).not.toContain('k keep my answer')
  })

  it('can go on without a word, and is asked again another time', async () => {
    const { response: same } = await play(['>', 'q'], { response, earlier })
    expect(same).toEqual(response)
  })
})
