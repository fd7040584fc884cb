import type { Assessment, ModelPin } from '../../assessment/assessment.ts'
import type { Subject } from '../../compare/subject.ts'
import { checkConsensus } from '../../merge/check.ts'
import type { Consensus } from '../../merge/consensus.ts'
import { TiexError } from '../../problem.ts'
import { pinOf } from '../../signoff/official.ts'
import { fault } from '../disk/faults.ts'
import { byteLimit, isFaulty, parseKind, placedErrors } from '../kinds/read.ts'
import { parseYaml } from '../yaml/read.ts'
import { modelPinned } from './model-of.ts'
import { type Official, readOfficial } from './official.ts'

/** A text to compare, and what is known of it beside what it says. */
export interface Found {
  /** As the person named it. */
  readonly named: string
  /** Its file, for messages. */
  readonly shown: string
  readonly bytes: Uint8Array
  /** The assessment it lies in; undefined elsewhere. */
  readonly assessment?: Pick<Assessment, 'organisation' | 'scope'> | undefined
  /** The round in whose folder it lies; undefined elsewhere. */
  readonly round?: string | undefined
  /** Where models may lie. */
  readonly roots: readonly (string | undefined)[]
}

/** What a consensus or an official response says, with the model that was answered. Throws a `TiexError` with everything wrong in it. */
export async function readSubject(found: Found): Promise<Subject> {
  const { named, shown, bytes, roots } = found
  const parsed = await parseYaml(shown, bytes, byteLimit('consensus'))
  if ('problems' in parsed) throw new TiexError(parsed.problems)
  const format = (parsed.yaml.data as { format?: unknown } | null)?.format
  const kind = typeof format === 'string' ? format.replace(/\/.*$/s, '') : ''
  if (kind === 'tiex-official') return subjectOf(named, await readOfficial(shown, bytes, { roots }))
  if (kind === 'tiex-response')
    throw fault(
      shown,
      'not-compared',
      'these are the answers of one person, which are not compared with what a council agreed',
      'one person over the rounds: tiex trend PERSON',
    )
  return ofConsensus(found)
}

/** The subject that an official response is. */
export function subjectOf(named: string, { record, model }: Official): Subject {
  const { organisation, round, scope, published, respondents, statements, cells = {} } = record
  return {
    ...{ named, organisation, round, scope, published, respondents, model },
    answers: { statements, cells },
  }
}

async function ofConsensus({ named, shown, bytes, roots, assessment, round }: Found): Promise<Subject> {
  const loaded = await parseKind<Consensus>('consensus', shown, bytes)
  if (isFaulty(loaded)) throw new TiexError(loaded.problems)
  const { data } = loaded
  const model = await modelPinned(data.model, shown, roots)
  const pin: ModelPin = pinOf(model)
  const problems = await placedErrors(
    loaded,
    checkConsensus(data, model, { round: round ?? data.round, pin }),
  )
  if (problems.length > 0) throw new TiexError(problems)
  return {
    ...{ named, round: data.round, respondents: data.responses.count, model },
    ...(assessment === undefined ? {} : { organisation: assessment.organisation, scope: assessment.scope }),
    answers: { statements: data.statements, cells: data.cells ?? {} },
  }
}
