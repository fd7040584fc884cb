import type { Model, Section } from '../../src/model/model.ts'
import { modelName } from '../../src/model/model.ts'
import type { Response, SectionAnswers } from '../../src/response/response.ts'

/** Numbers from 0 to below 1 that look random and are the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A submitted response with an answer to every statement and a note in most sections: about 10 kB as a file. */
export function responseOf(about: {
  readonly model: Model
  readonly round: string
  readonly person: string
  readonly random: () => number
}): Response {
  const { model, round, person, random } = about
  const answers: Record<string, Record<string, SectionAnswers>> = {}
  const factors: Record<string, SectionAnswers> = {}
  for (const section of model.sections) {
    const given = answersIn(section, random)
    if (section.kind === 'factor') factors[section.id] = given
    else answers[section.characteristic] = { ...answers[section.characteristic], [section.mode]: given }
  }
  return {
    format: 'tiex-response/1',
    model: modelName(model),
    round,
    person,
    role: 'finance',
    started: '2026-11-02T09:14:00Z',
    submitted: '2026-11-03T16:40:00Z',
    answers,
    'success-factors': factors,
  }
}

function answersIn(section: Section, random: () => number): SectionAnswers {
  const answers = section.statements.map((statement): [string, string] => {
    const { options } = statement.scale
    return [statement.key, random() < 0.05 ? 'dont-know' : options[Math.floor(random() * options.length)]!.id]
  })
  const rationale = random() < 0.8 ? { notes: { rationale: sentences(random) } } : {}
  const ambition = section.kind === 'cell' ? { ambition: 1 + Math.floor(random() * 4) } : {}
  return { ...Object.fromEntries(answers), ...ambition, ...rationale }
}

const parts = [
  'I asked 31 managers for the full cost of their fees in September, and nine could give it with overheads.',
  'On review, 140 of our 160 charges went up by the same 4.5 per cent.',
  'Debt sits in four systems: the supplier wants £180,000 to join them up.',
  'Cabinet agreed in February to make no new loans before reorganisation.',
  'The "one front door" is open in two of the five districts.',
  'Nobody has looked at it since the team moved.',
  "We share the care homes' figures with the NHS every month, and act on them.",
]

/** Three to six sentences, some of which YAML needs in quotation marks. */
function sentences(random: () => number): string {
  const count = 3 + Math.floor(random() * 4)
  return Array.from({ length: count }, () => parts[Math.floor(random() * parts.length)]).join(' ')
}
