import { describe, expect, it } from 'vitest'
import type { StatementConsensus } from '../../src/merge/consensus.ts'
import { setting } from '../../src/questionnaire/changes.ts'
import { courseOf } from '../../src/questionnaire/course.ts'
import { parseEntries } from '../../src/questionnaire/entries.ts'
import type { Response } from '../../src/response/response.ts'
import { gatherNotes } from '../../src/response/shared-notes.ts'
import { finishing, looking, lookingEntries } from '../../src/second-look/changes.ts'
import { type Opening, openSecondLook, statementsLookedAt } from '../../src/second-look/second-look.ts'
import { smallModel } from '../small-model.ts'
import { merged, section, statement } from '../workshop/small-consensus.ts'

const look = 'roads/inside/look'
const choose = 'roads/inside/choose'
const speak = 'courage/speak'
const opened = '2026-11-23T09:00:00Z'
const split: Partial<StatementConsensus> = {
  answers: { nowhere: 4, everywhere: 5 },
  divergence: 99,
  label: 'split',
}

function open(statements: Parameters<typeof merged>[0], more: Partial<Opening> = {}) {
  const consensus = merged(statements)
  return openSecondLook({ ...{ model: smallModel, consensus, minimumGroup: 5, notes: {}, opened }, ...more })
}

describe('a second look is opened', () => {
  it('at what is split or to discuss and not agreed, in the order of the model', () => {
    const found = open({
      [speak]: { label: 'discuss' },
      [look]: split,
      [choose]: { ...split, agreed: 'nowhere' },
    })
    expect(Object.keys(found!.statements)).toEqual([look, speak])
    expect(found).toMatchObject({ format: 'tiex-second-look/1', round: '2026-autumn', pass: 2, opened })
  })

  it('with the spread as it was answered, and nothing that is suggested', () =>
    expect(open({ [look]: { ...split, suggested: 'everywhere' } })!.statements[look]).toEqual(split))

  it('with the label alone where few people answered', () => {
    const entry = { ...split, answers: { nowhere: 2, everywhere: 2, unanswered: 5 } }
    expect(open({ [look]: entry })!.statements[look]).toEqual({ label: 'split' })
  })

  it('as everybody knows it, where few people looked again before', () => {
    const withheld = { statements: { [look]: { ...split, label: 'shared' as const, again: 2 } } }
    const consensus = { ...merged({ [look]: split }), withheld }
    expect(open({}, { consensus })!.statements).toEqual({ [look]: split })
  })

  it('not where nothing is wide', () => {
    expect(open({})).toBeUndefined()
    expect(open({ [look]: { ...split, agreed: 'nowhere' } })).toBeUndefined()
  })

  it('once more after the one before, with its own last day', () => {
    const previous = open({ [look]: split })!
    expect(open({ [look]: split }, { previous, closes: '2026-12-01' })).toMatchObject({
      pass: 3,
      closes: '2026-12-01',
    })
  })

  it('with the notes that may be shown of its sections alone, by nobody', () => {
    const response = (person: string, note: string, shares: boolean): Response => ({
      ...{ format: 'tiex-response/1', model: 'small@1.0', round: '2026-autumn', person, submitted: opened },
      ...(shares ? { 'share-notes': true as const } : {}),
      answers: {
        roads: {
          inside: { notes: { rationale: note, evidence: [{ title: 'A map', url: 'https://a.test/' }] } },
        },
        parks: { inside: { notes: { rationale: 'elsewhere' } } },
      },
    })
    const notes = gatherNotes(smallModel, [
      response('ann', 'later in the alphabet', true),
      response('bo', 'early', true),
      response('cy', 'private', false),
    ])
    const found = open({ [look]: split }, { notes })!
    expect(found.notes).toEqual({
      'roads/inside': {
        rationale: ['early', 'later in the alphabet'],
        evidence: ['A map https://a.test/'],
      },
    })
  })
})

describe('somebody who looks again', () => {
  const ann: Response = {
    ...{ format: 'tiex-response/1', model: 'small@1.0', round: '2026-autumn', person: 'ann' },
    submitted: '2026-11-03T00:00:00Z',
    answers: { roads: { inside: { look: 'nowhere' } } },
  }
  const roads = section('roads/inside')

  it('is asked about the statements of their sections alone', () => {
    const second = open({ [look]: split, [speak]: { label: 'discuss' } })!
    const { statements } = courseOf(smallModel, ['courage'])
    expect(statementsLookedAt(second, statements)).toEqual([statement(speak)])
  })

  it('has looked, whether they keep or change', () => {
    expect(looking({ pass: 2 }, look)(ann)).toEqual({ ...ann, 'looked-at': { pass: 2, statements: [look] } })
    const changed = looking(
      { pass: 2 },
      choose,
      setting(roads, 'choose', 'mostly'),
    )(looking({ pass: 2 }, look)(ann))
    expect(changed['looked-at']).toEqual({ pass: 2, statements: [look, choose] })
    expect(looking({ pass: 3 }, look)(changed)['looked-at']).toEqual({ pass: 3, statements: [look] })
    expect(changed.answers).toEqual({ roads: { inside: { look: 'nowhere', choose: 'mostly' } } })
  })

  it('looks at the same once', () => {
    const once = looking({ pass: 2 }, look)(ann)
    expect(looking({ pass: 2 }, look)(once)).toBe(once)
  })

  it('finishes with the pass, anew dated, and nothing left of the way there', () =>
    expect(finishing({ pass: 2 }, '2026-11-24T10:00:00Z')(looking({ pass: 2 }, look)(ann))).toEqual({
      ...ann,
      submitted: '2026-11-24T10:00:00Z',
      pass: 2,
    }))

  it('may write notes anywhere, and answer what is asked about alone', () => {
    const written = {
      answer: [`${look}=mostly`, `${choose}=mostly`, 'roads/inside/ambition=3'],
      note: ['parks/inside/rationale=Because.', 'parks/inside/evidence=A map'],
    }
    const { changes, problems } = lookingEntries({ pass: 2 }, parseEntries(written, courseOf(smallModel)), [
      statement(look),
    ])
    expect(changes).toHaveLength(3)
    expect(problems.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'not-asked: --answer "roads/inside/choose" is not asked about in this second look',
      'not-asked: --answer "roads/inside/ambition" is not asked about in this second look',
    ])
  })
})
