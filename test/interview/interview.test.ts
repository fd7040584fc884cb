import { describe, expect, it } from 'vitest'
import { readModel, shippedModels } from '../../src/files/models.ts'
import type { Model } from '../../src/model/model.ts'
import { columnsOf } from '../../src/render/text.ts'
import { progressOf } from '../../src/response/answers.ts'
import { smallModel } from '../small-model.ts'
import { empty, play } from './scripted.ts'

const read = await readModel(shippedModels().at(-1)!)
if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
const shipped = read.model

const longWinded: Model = {
  ...smallModel,
  characteristics: smallModel.characteristics.map((one) => ({
    ...one,
    title: `${one.title} 市議会は費用を知っている and all that belongs to it`,
  })),
}

const insideRoads = (response: typeof empty) => response.answers.roads?.inside
const begin = 'enter'
const pass = 'enter'
/** All five statements of a cell. */
const cell = ['1', '2', '3', '4', '5']

describe('a person who begins', () => {
  it('is told for whom, how answers are kept, how long it takes and how to leave', async () => {
    const { last } = await play([])
    for (const words of [
      'Exampleshire · 2026 autumn',
      'Ann Lee, finance',
      '23 statements, about 5 minutes',
      'colleagues with access to this repository can',
      'q saves and leaves',
      'until the end of Fri 20',
    ]) {
      expect(last.screen.replace(/\n +/g, ' ')).toContain(words)
    }
  })

  it('is asked the first statement, with nothing chosen and every way out', async () => {
    const { last } = await play([begin])
    expect(last.screen).toBe(
      [
        `Roads / Inside${' '.repeat(49)}0 of 23 answered`,
        'Roads, inside the council',
        '',
        '  Look    The council can look in roads, inside.',
        '          nowhere: No team does this.',
        '          everywhere: Every team does this.',
        ...[
          '1 nowhere',
          '2 in places',
          '3 half way',
          '4 mostly',
          '5 everywhere',
          "d don't know",
          'n not applicable',
        ],
        ...['+ note', '< back', 's sections', 'q save and leave'],
      ].join('\n'),
    )
  })

  it('who leaves at once has answered nothing', async () => {
    expect(await play(['q'])).toMatchObject({ outcome: 'left', response: empty })
  })
})

describe('an answer', () => {
  it('is on disk before the next question appears', async () => {
    const { shown } = await play([begin, ...cell])
    const saved = shown.map((question) => progressOf(question.saved, smallModel).answered)
    expect(saved).toEqual([0, 0, 1, 2, 3, 4, 5])
  })

  it('is one of the model, in its place', async () => {
    const { response } = await play([begin, '1', '5', 'd'])
    expect(insideRoads(response)).toEqual({ look: 'nowhere', choose: 'everywhere', try: 'dont-know' })
  })

  it.each([
    ['kept', '>', 'in-places'],
    ['changed', '4', 'mostly'],
  ])('that is gone back to can be %s', async (_, key, answer) => {
    const { response, shown } = await play([begin, '1', '2', '<', key])
    expect(shown[4]?.message).toBe('Your answer (now in places):')
    expect(insideRoads(response)).toEqual({ look: 'nowhere', choose: answer })
  })

  it('of not applicable waits for its reason, and is not given without one', async () => {
    const refused = await play([begin, 'n', ' ', 'ESC'])
    expect(refused.response).toEqual(empty)
    expect(refused.shown[3]?.screen).toContain('A reason is needed here')
    expect(refused.last.message).toBe('Your answer:')
    const given = await play([begin, 'n', 'We have no roads.'])
    expect(insideRoads(given.response)).toEqual({
      look: 'not-applicable',
      notes: { rationale: 'We have no roads.' },
    })
  })

  it.each([
    ['keeps it', '', 'We have no roads.'],
    ['replaces it', 'Nor paths.', 'Nor paths.'],
  ])(
    'of not applicable asks also where the section has a reason, shows it, and %s',
    async (_, typed, reason) => {
      const { response, shown } = await play([begin, 'n', 'We have no roads.', 'n', typed])
      expect(shown[4]?.screen).toContain('The council can choose in roads, inside.')
      expect(shown[4]?.screen).toMatch(/Enter alone\s+keeps the reason below/)
      expect(shown[4]?.screen).toContain('\n\n    We have no roads.')
      expect(insideRoads(response)).toEqual({
        look: 'not-applicable',
        choose: 'not-applicable',
        notes: { rationale: reason },
      })
    },
  )

  it.each([['ESC'], ['-']])(
    'of not applicable is not given after "%s", which leaves the reason',
    async (typed) => {
      const { response } = await play([begin, 'n', 'We have no roads.', 'n', typed])
      expect(insideRoads(response)).toEqual({
        look: 'not-applicable',
        notes: { rationale: 'We have no roads.' },
      })
    },
  )
})

describe('after a cell', () => {
  it('the person sees its answers and is invited to add something', async () => {
    const { last } = await play([begin, ...cell])
    expect(last.screen).toContain(
      '  Look    nowhere\n  Choose  in places\n  Try     half way\n  Spread  mostly\n  Learn   everywhere',
    )
    expect(last.screen).toContain(
      'o obstacles\nr rationale\ne evidence\na ambition\nd deliberate\nenter goes on',
    )
  })

  it('Enter passes on', async () => {
    const { last } = await play([begin, ...cell, pass])
    expect(last.screen).toContain('Roads / Outside')
  })

  it('notes, ambition, evidence and stance are added, and seen', async () => {
    const { response, last } = await play([
      ...[
        begin,
        ...cell,
        'o',
        'The law.\u000b',
        'e',
        'Report',
        'https://example.org/r',
        'a',
        '3',
        'd',
        'On purpose.',
      ],
    ])
    expect(insideRoads(response)).toMatchObject({
      ambition: 3,
      stance: 'deliberate',
      notes: {
        obstacles: 'The law.',
        rationale: 'On purpose.',
        evidence: [{ title: 'Report', url: 'https://example.org/r' }],
      },
    })
    for (const line of [
      'Obstacles: The law.',
      'Evidence: 1 link',
      'Ambition: 3 of 5',
      'Deliberate: you have',
    ])
      expect(last.screen).toContain(line)
  })

  it('each of them can be taken back', async () => {
    const { response } = await play([
      ...[
        begin,
        ...cell,
        'o',
        'The law.',
        'o',
        '-',
        'e',
        'Report',
        '',
        'e',
        '-',
        'a',
        '3',
        'a',
        'x',
        'd',
        'On purpose.',
        'd',
        'r',
        '-',
      ],
    ])
    expect(Object.keys(insideRoads(response)!)).toEqual(['look', 'choose', 'try', 'spread', 'learn'])
  })

  it('a note is kept by Enter alone', async () => {
    const { response } = await play([begin, ...cell, 'o', 'The law.', 'o', ''])
    expect(insideRoads(response)?.notes).toEqual({ obstacles: 'The law.' })
  })

  it('a stance is not taken without its reason, nor the reason taken away from it', async () => {
    const refused = await play([begin, ...cell, 'd', 'ESC'])
    expect(insideRoads(refused.response)).not.toHaveProperty('stance')
    const needed = await play([begin, ...cell, 'd', 'On purpose.', 'r', '-', 'ESC'])
    expect(insideRoads(needed.response)).toMatchObject({
      stance: 'deliberate',
      notes: { rationale: 'On purpose.' },
    })
  })

  it.each([
    ['keeps', '', 'The law.'],
    ['replaces', 'On purpose.', 'On purpose.'],
  ])('a stance asks also where there is a reason, and %s it', async (_, typed, rationale) => {
    const { response, shown } = await play([begin, ...cell, 'r', 'The law.', 'd', typed])
    expect(shown.at(-2)?.screen).toContain('\n\n    The law.')
    expect(insideRoads(response)).toMatchObject({ stance: 'deliberate', notes: { rationale } })
  })

  it.each([
    ['an address that runs code', 'javascript:alert(1)', 'must begin with https'],
    ['an address with a password', 'https://a:b@example.org', 'user name or password'],
  ])('%s is refused as evidence', async (_, url, words) => {
    const { last, response } = await play([begin, ...cell, 'e', 'Report', url])
    expect(last.screen).toContain(words)
    expect(insideRoads(response)).not.toHaveProperty('notes')
  })

  it('a note of more than 10,000 characters is refused with its size', async () => {
    const { last, response } = await play([begin, ...cell, 'o', 'x'.repeat(10_001)])
    expect(last.screen).toContain('10,001 characters')
    expect(insideRoads(response)).not.toHaveProperty('notes')
  })
})

describe('a note at a statement', () => {
  it('returns to the statement', async () => {
    const { last, response } = await play([begin, '1', '+', 'o', 'The law.', 'enter'])
    expect(last.screen).toContain('  Choose  The council can choose')
    expect(insideRoads(response)).toEqual({ look: 'nowhere', notes: { obstacles: 'The law.' } })
  })
})

describe('a person who comes back', () => {
  it('lands on the first open statement, after a line of greeting', async () => {
    const { response } = await play([begin, '1', '2'])
    const { shown, said } = await play([], { response })
    expect(said).toContain('Welcome back, Ann Lee. Here is the first open statement.')
    expect(shown[0]?.screen).toContain('Try     The council can try')
  })

  it('after being cut off anywhere has every answer given so far, and lands on the first open statement', async () => {
    const script = [begin, ...through(smallModel.statements.map(() => '3'))]
    for (let cut = 0; cut <= script.length; cut++) {
      const given = script.slice(0, cut).filter((key) => key === '3').length
      const { response } = await play(script.slice(0, cut))
      const { answered, open } = progressOf(response, smallModel)
      expect(answered).toBe(given)
      const { last } = await play([], { response })
      expect(last.screen).toContain(given === 0 ? '23 statements' : (open[0]?.text ?? 'Summary'))
    }
  })
})

/** The answers with Enter wherever something stands between. */
function through(answers: readonly string[]): readonly string[] {
  return answers.flatMap((answer, index) => {
    const done = index + 1
    if (done === 10 || done === 20) return [answer, 'enter', 'enter']
    return done % 5 === 0 || done === 23 ? [answer, 'enter'] : [answer]
  })
}

describe('the list of sections', () => {
  it('shows the state of each', async () => {
    const { last } = await play([begin, '1', 's'])
    expect(last.screen).toContain(
      [
        '            inside          outside',
        'Roads    1. 1 of 5       2. not started',
        'Parks    3. not started  4. not started',
        '',
        'Courage  5. not started',
      ].join('\n'),
    )
  })

  it('is a line a section on a narrow screen, and in sentences on a plain one', async () => {
    const narrow = await play([begin, '1', 's'], { model: shipped, width: 40 })
    expect(narrow.last.screen).toContain(
      ' answered\n 1. Role of the… / service  1 of 4\n 2. Role of th… / customer  not started\n',
    )
    const plain = await play([begin, '1', 's'], { plain: true })
    expect(plain.last.screen).toContain('\n1. Roads / Inside: 1 of 5\n2. Roads / Outside: not started\n')
  })

  it('leaves a place empty for a cell the person is not asked', async () => {
    const { last } = await play([begin, 's'], { only: ['roads/outside', 'courage'] })
    expect(last.screen).toContain('Roads                    1. not started\n\nCourage  2. not started\n\n')
  })

  it.each([
    ['the small model', smallModel],
    ['the shipped model', shipped],
    ['a model of long titles', longWinded],
  ])('of %s has every number and no line wider than the screen, from 40 columns on', async (_, model) => {
    for (let width = 40; width <= 120; width++) {
      const { screen } = (await play([begin, 's'], { model, width })).last
      for (const line of screen.split('\n')) expect(columnsOf(line), line).toBeLessThan(width)
      const numbers = [...screen.matchAll(/(\d+)\. /g)].map(([, number]) => Number(number))
      expect(numbers).toEqual(model.sections.map((_, index) => index + 1))
    }
  })

  it.each([['5'], ['0']])(
    'of the shipped model fits 80 columns and 24 rows, also after "%s"',
    async (typed) => {
      const { shown } = await play([begin, '1', 's', typed, 's'].slice(0, typed === '0' ? 4 : 5), {
        model: shipped,
      })
      const { screen, message } = shown.at(-1)!
      expect(`${screen}\n\n  ${message}`.trimStart().split('\n').length).toBeLessThanOrEqual(24)
      expect(screen).toMatch(
        /^Procurement and commissioning 16\. not started {2}17\. not started {2}18\. not started$/m,
      )
    },
  )

  it('leads to a section by its number', async () => {
    const { last } = await play([begin, 's', '5'])
    expect(last.screen).toContain('1 of 3  People say what they think.')
  })

  it.each([['0'], ['6'], ['x'], ['']])('does not know "%s"', async (typed) => {
    const { last } = await play([begin, 's', typed])
    expect(last.screen).toContain('There are sections 1 to 5.')
  })

  it('goes back to where the person was, or leaves', async () => {
    const { last } = await play([begin, '1', 's', 'ESC'])
    expect(last.screen).toContain('Choose  The council can choose')
    expect((await play([begin, '1', 's', 'q'])).outcome).toBe('left')
  })
})

describe('the whole questionnaire', () => {
  const all = [begin, ...through(smallModel.statements.map(() => '2'))]

  it('shows the grid so far after each characteristic', async () => {
    const { shown } = await play(all)
    const grids = shown.filter(({ screen }) => screen.includes('your answers so far'))
    expect(grids.map(({ screen }) => screen.split(':')[0])).toEqual(['Roads', 'Parks'])
    expect(grids[0]?.screen).toMatch(/Roads .*1\.3.*\n *Parks .*–/)
  })

  it('ends with a summary that submits only on y', async () => {
    const { last, outcome, response } = await play([...all, 'y'])
    expect(last.screen).toContain(`Summary${' '.repeat(55)}23 of 23 answered`)
    expect(last.screen).toMatch(/Not answered +0\n.*Don't know +0/)
    expect([outcome, response.submitted]).toEqual(['submitted', '2026-11-02T09:00:00Z'])
    const later = await play([...all, 'l'])
    expect([later.outcome, later.response.submitted]).toEqual(['left', undefined])
  })

  it('shows the levels of the success factors in its summary', async () => {
    expect((await play(all)).last.screen).toContain('\nSuccess factors: courage 1.7\n')
    expect((await play(all, { plain: true })).last.screen).toContain('\nCourage: level 1.7 of 5.\n')
  })

  it('that is submitted stays so, says the summary, unless it is submitted again', async () => {
    const { response } = await play([...all, 'y'])
    const { last, outcome, response: after } = await play(['l'], { response })
    expect(last.screen).toContain('You have submitted, and it stays submitted')
    expect(last.screen).toContain('y submit again\nl keep it as submitted\n')
    expect([outcome, after]).toEqual(['left', response])
  })

  it('is submitted again after a change, with the new time', async () => {
    const { response } = await play([...all, 'y'])
    const before = { ...response, submitted: '2026-11-01T09:00:00Z' }
    const again = await play(['s', '1', '5', '<', 's', 'ESC', 'q'], { response: before })
    expect(again.said).toContain('You have submitted')
    expect(again.response).toMatchObject({
      submitted: before.submitted,
      answers: { roads: { inside: { look: 'everywhere' } } },
    })
    expect((await play(['y'], { response: again.response })).response.submitted).toBe('2026-11-02T09:00:00Z')
  })

  it('can be submitted with open statements, which the summary counts and leads to', async () => {
    const skipping = [begin, '1', 's', '5', '1', '1', '1', 'enter']
    const { last } = await play(skipping)
    expect(last.screen).toMatch(/Not answered +19 {2}first: Roads \/ Inside \/ Choose/)
    expect((await play([...skipping, 'o'])).last.screen).toContain('Choose  The council can choose')
    expect((await play([...skipping, 'y'])).outcome).toBe('submitted')
  })

  describe('with notes', () => {
    const atEnd = async (script: readonly string[]) => {
      const { response } = await play(all)
      const { roads } = response.answers
      const inside = { ...roads!.inside, notes: { obstacles: 'Money.' } }
      return play(script, {
        response: { ...response, answers: { ...response.answers, roads: { ...roads, inside } } },
      })
    }

    it('asks before submitting whether they may be shown; Enter is no answer', async () => {
      const { last } = await atEnd(['y'])
      expect(last.message).toBe('Show your notes?')
      expect(last.screen).toContain('You wrote 1 note.')
      expect(last.screen.replace(/\n +/g, ' ')).toContain('Colleagues may still recognise your wording')
      expect(last.screen).not.toMatch(/^enter /m)
      expect(last.saved.submitted).toBeUndefined()
    })

    it('names both places where they are shown, and leaves without submitting on < and q', async () => {
      const { last } = await atEnd(['y'])
      expect(last.screen.replace(/\s+/g, ' ')).toContain(
        'May your notes be shown to the group, without your name: in the workshop and in a second look?',
      )
      const back = await atEnd(['y', '<'])
      expect(back.last.message).toBe('Submit now?')
      const left = await atEnd(['y', 'q'])
      expect([left.outcome, left.response.submitted]).toEqual(['left', undefined])
    })

    it('shows them on y only', async () => {
      const shared = await atEnd(['y', 'y'])
      expect([shared.outcome, shared.response['share-notes']]).toEqual(['submitted', true])
      const kept = await atEnd(['y', 'n'])
      expect([kept.outcome, kept.response['share-notes']]).toEqual(['submitted', undefined])
    })

    it('asks again on submitting again, and says what holds', async () => {
      const { response } = await atEnd(['y', 'y'])
      const again = await play(['y', 'n'], { response })
      expect(again.last.screen.replace(/\n +/g, ' ')).toContain('So far they may be shown.')
      expect(again.response).not.toHaveProperty('share-notes')
    })
  })

  it('of a person who is asked for a part is only that part', async () => {
    const { last, outcome } = await play([begin, '1', '1', '1', 'enter', 'y'], { only: ['courage'] })
    expect(last.screen).toContain('3 of 3 answered')
    expect(outcome).toBe('submitted')
  })
})

it('text of a person or a file never reaches the terminal raw', async () => {
  const response = {
    ...empty,
    answers: { roads: { inside: { look: 'nowhere', notes: { obstacles: 'a\u001b[2Jb\u202ec' } } } },
  }
  const { shown } = await play(['s', '1', '+', 'o'], { response })
  for (const { screen } of shown) expect(screen).not.toMatch(/[\u001b\u202e]/)
  expect(shown.at(-1)?.screen).toContain('a<U+001B>[2Jb<U+202E>c')
})
