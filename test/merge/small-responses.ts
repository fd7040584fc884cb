import fc from 'fast-check'
import type { MergeInput } from '../../src/merge/merge.ts'
import { answersTo, type Section } from '../../src/model/model.ts'
import type { Response, SectionAnswers } from '../../src/response/response.ts'
import { smallModel } from '../small-model.ts'

type Sections = Readonly<Record<string, SectionAnswers>>

/** A submitted response to the small model; answers by id of section, `roads/inside` or `courage`. */
export function responseOf(person: string, sections: Sections): Response {
  const answers: Record<string, Record<string, SectionAnswers>> = {}
  for (const { id, characteristic, mode } of smallModel.cells) {
    if (sections[id]) answers[characteristic] = { ...answers[characteristic], [mode]: sections[id] }
  }
  const factors = smallModel.factors.flatMap(({ id }) => (sections[id] ? [[id, sections[id]] as const] : []))
  return {
    format: 'tiex-response/1',
    model: 'small@1.0',
    round: 'one',
    person,
    submitted: '2026-11-03T16:40:00Z',
    answers,
    ...(factors.length === 0 ? {} : { 'success-factors': Object.fromEntries(factors) }),
  }
}

/** What a merge of these responses takes in. */
export function inputOf(responses: readonly Response[], more: Partial<MergeInput> = {}): MergeInput {
  const { id, version, digest } = smallModel
  const pin = { id, version, digest }
  const responsesDigest = `sha256:${'0'.repeat(64)}`
  return { model: smallModel, round: 'one', pin, responses, leftOut: 0, responsesDigest, ...more }
}

function sectionAnswers(section: Section): fc.Arbitrary<SectionAnswers> {
  const byKey = section.statements.map((statement) => [
    statement.key,
    fc.option(fc.constantFrom(...answersTo(statement)), { nil: undefined }),
  ])
  const ambition = fc.option(fc.nat(smallModel.stages.length), { nil: undefined })
  return fc
    .record({ ...Object.fromEntries(byKey), ...(section.kind === 'cell' ? { ambition } : {}) })
    .map((answers) => Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)))
}

/** Responses of up to eight people, with gaps and all kinds of answers. */
export const responses: fc.Arbitrary<readonly Response[]> = fc
  .array(
    fc.record(
      Object.fromEntries(smallModel.sections.map((section) => [section.id, sectionAnswers(section)])),
    ),
    { maxLength: 8 },
  )
  .map((all) => all.map((sections, index) => responseOf(`person-${index + 1}`, sections)))
