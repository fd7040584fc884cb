import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formContents } from '../../src/files/forms/form.ts'
import { checkArrived } from '../../src/files/importing/arrived.ts'
import { readSchema } from '../../src/files/kinds/schema.ts'
import { type Draft, newDraft, parseDraft } from '../../src/page/form/draft.ts'
import { finishedFile, obstacles } from '../../src/page/form/finish.ts'
import { courseOf } from '../../src/questionnaire/course.ts'
import type { Response } from '../../src/response/response.ts'
import { cases } from './cases.ts'
import { fromSchema } from './from-schema.ts'
import { expectRefusal, expectTold, settled } from './laws.ts'
import { bytesChange, changed, dataChange, told } from './mutations.ts'
import { openExampleshire } from './world.ts'

const workspace = await openExampleshire()
const { model, assessment } = workspace
const [person] = assessment.people
const contents = await formContents(
  { workspace, maker: assessment.people[1]!, made: '2026-11-02T09:14:00Z' },
  person!,
  '0a'.repeat(16),
)
const course = courseOf(model, person!.sections)
const empty = newDraft(contents, model)
const now = '2026-11-19T09:30:00Z'

/** A page of the form in a window that shows nothing. The types of a browser are not those of these tests. */
const { routeOf } = (await import(new URL('../../src/page/form/routes.ts', import.meta.url).href)) as {
  routeOf: (
    path: string,
    app: unknown,
  ) => readonly [(app: unknown, rest: string, faults: []) => { content: { html: string } }, string]
}
const paths = [
  '',
  'tasks',
  'check',
  'results',
  'notes',
  'open',
  ...course.sections.slice(0, 3).map(({ id }) => `section/${id}`),
]

function expectPages(draft: Draft): void {
  const keeping = { allowed: () => true, isDurable: true, earlier: () => undefined }
  const app = { ...{ contents, course, draft, keeping }, file: undefined, keepsNoMore: false, now: () => now }
  for (const path of paths) {
    const [route, rest] = routeOf(`/${path}`, app)
    const { html } = route(app, rest, []).content
    expect(html).not.toMatch(/<script|<img|\bundefined\b|\[object /)
  }
}

/** What a person may have saved, with answers to these questions and to others. */
const saved = fc
  .tuple(fromSchema(readSchema('response')), fc.boolean())
  .map(([response, isOwn]) => ({
    ...empty,
    response: {
      ...empty.response,
      ...((response as Response).answers === undefined ? {} : (response as Response)),
      ...(isOwn ? { person: person!.id } : {}),
    },
  }))
  .map((draft) => ({
    ...draft,
    response: {
      ...draft.response,
      answers: {
        ...draft.response.answers,
        [course.sections[0]!.id.split('/')[0]!]: {
          [course.sections[0]!.id.split('/')[1]!]: {
            notes: { rationale: '<img src=x onerror=alert(1)>' },
            ambition: 2,
          },
        },
      },
    },
  }))

describe('a draft that is opened in the form', () => {
  it('is answers that every page shows and that can be handed in, or none, whatever is in the file', async () => {
    const text = changed(
      changed<unknown>(saved, dataChange, 2).map((draft) =>
        Buffer.from(JSON.stringify(draft) ?? 'null', 'utf8'),
      ),
      bytesChange,
      1,
    )
    await fc.assert(
      fc.asyncProperty(told(text), async (bytes) => {
        const draft = parseDraft(bytes.toString('utf8'), contents)
        if (typeof draft === 'string') return
        expect(JSON.parse(JSON.stringify(parseDraft(JSON.stringify(draft), contents)))).toEqual(
          JSON.parse(JSON.stringify(draft)),
        )
        expectPages(draft)
        expectTold(obstacles(draft, course))
        const finished = await settled(() =>
          finishedFile(draft, {
            ...{ course, contents, now },
            seal: () => Promise.reject(new Error('open')),
          }),
        )
        if ('problems' in finished) return expectTold(finished.problems)
        const incoming = { shown: 'a.yaml', text: finished.value }
        const checked = await settled(() => checkArrived(workspace, incoming, new Date(now)))
        const arrived = 'problems' in checked ? checked : checked.value
        if ('problems' in arrived) expectRefusal(arrived.problems, 'a.yaml')
      }),
      cases(20, 5),
    )
  })

  it.each([
    ['no answers', { ...empty, response: { ...empty.response, answers: null } }],
    [
      'an answer that is a map',
      { ...empty, response: { ...empty.response, answers: { a: { b: { c: {} } } } } },
    ],
    [
      'a note that is a number',
      { ...empty, response: { ...empty.response, answers: { a: { b: { notes: { c: 1 } } } } } },
    ],
    ['a null for a yes', { ...empty, response: { ...empty.response, 'share-notes': null } }],
    [
      'a null for an address',
      {
        ...empty,
        response: { ...empty.response, answers: { a: { b: { notes: { c: [{ title: 't', url: null }] } } } } },
      },
    ],
    ['another form in it', { ...empty, of: 'x' }],
  ])('is refused in words where it has %s', (_, draft) => {
    expect(parseDraft(JSON.stringify(draft), contents)).toMatch(/^The file holds /)
  })
})
