import { quoted } from '../did-you-mean.ts'
import { type Finding, finding } from '../problem.ts'
import { asSaid, type Response } from './response.ts'

/** A response file whose answers are encrypted: what stands readable beside the block, and nothing else. */
export interface SealedResponse {
  readonly format: string
  readonly model: string
  readonly round: string
  readonly person: string
  readonly started?: string
  readonly submitted?: string
  readonly pass?: number
  readonly progress: { readonly answered: number; readonly of: number }
  /** Grows with every write; absent counts as 0. */
  readonly seq?: number
  /** The person's own age recipient. */
  readonly key?: string
  /** One armored age block. */
  readonly sealed: string
  /** SSHSIG over `signedText`. */
  readonly signature?: string
}

export type ResponseFile = Response | SealedResponse

export function isSealed(file: ResponseFile): file is SealedResponse {
  return 'sealed' in file
}

/** What binds a block to the file it stands in, repeated inside, where nobody without a key can change it. */
export interface Binding {
  readonly seq: number
  readonly progress: SealedResponse['progress']
  /** The person's own age recipient; absent where the response was sealed to the facilitators only. */
  readonly key?: string
  /** To whom the block was sealed, the person first. */
  readonly 'sealed-to': readonly string[]
}

/** What stands inside the block: the answers, and what binds them. `draft` or `submitted`, so that nobody can submit for somebody else. */
export type Inside = Omit<Response, 'format' | 'started'> &
  Partial<Binding> & { readonly draft?: true; readonly started?: string }

/** The inside in the order in which it is written. `response` is in the order of files. */
export function insideOf(response: Response, binding: Binding): Inside {
  const { person, round, model, role, submitted, pass, reworded, answers } = response
  const { seq, progress, key, 'sealed-to': sealedTo } = binding
  return asSaid<Inside>({
    ...{ person, round, model, seq, progress, key },
    'sealed-to': sealedTo,
    ...(submitted === undefined ? { draft: true as const } : { submitted }),
    ...{ pass, role },
    'share-notes': response['share-notes'],
    'looked-at': response['looked-at'],
    reworded,
    'form-token': response['form-token'],
    answers,
    'success-factors': response['success-factors'],
  })
}

/** The response that a file and the inside of its block come to. */
export function openedResponse(file: SealedResponse, inside: Inside): Response {
  const { format, model, round, person, started, submitted, pass } = file
  const { role, reworded, answers } = inside
  return asSaid<Response>({
    ...{ format, model, round, person, role, started, submitted, pass },
    'share-notes': inside['share-notes'],
    'looked-at': inside['looked-at'],
    reworded,
    answers,
    'success-factors': inside['success-factors'],
  })
}

/** Where the block says something else than the file around it: it was moved, or the file was changed by somebody without a key. */
export function checkBinding(file: SealedResponse, inside: Inside): Finding[] {
  const findings: Finding[] = []
  const differ = (key: string, within: unknown, around: unknown, hint: string) =>
    findings.push(
      finding(
        'binding',
        [key],
        `the sealed block says ${key} ${quoted(within)}, the file around it ${quoted(around)}`,
        { hint },
      ),
    )
  for (const key of ['person', 'round', 'model'] as const) {
    if (inside[key] !== file[key])
      differ(
        key,
        inside[key],
        file[key],
        'the block was made for another file: put back the one that was here',
      )
  }
  if ((inside.seq ?? 0) !== (file.seq ?? 0))
    differ(
      'seq',
      inside.seq ?? 0,
      file.seq ?? 0,
      'an older version was put back, or the file was changed: take the last one its person committed',
    )
  if (inside.key !== file.key)
    differ('key', inside.key, file.key, 'the key of a person is changed by tiex only: put the line back')
  if (inside.pass !== file.pass)
    differ(
      'pass',
      inside.pass ?? 1,
      file.pass ?? 1,
      'only its person takes a second look: put the line back as it was',
    )
  const { progress } = inside
  if (progress !== undefined && !sameProgress(progress, file.progress))
    differ('progress', inWords(progress), inWords(file.progress), 'only tiex writes it: put the line back')
  if (inside.draft && file.submitted !== undefined)
    findings.push(
      finding('binding', ['submitted'], 'the file says it was submitted, but a draft was sealed', {
        hint: 'only its person submits a response: take the line out, or ask them',
      }),
    )
  if (inside.submitted !== undefined && inside.submitted !== file.submitted)
    differ(
      'submitted',
      inside.submitted,
      file.submitted,
      'only its person submits a response or takes it back: put the line back as it was',
    )
  return findings
}

function sameProgress(one: SealedResponse['progress'], other: SealedResponse['progress']): boolean {
  return one.answered === other.answered && one.of === other.of
}

function inWords({ answered, of }: SealedResponse['progress']): string {
  return `${answered} of ${of}`
}

/** What the signature of a sealed response covers: everything in the file but itself. */
export function signedPart({ signature: _, ...covered }: SealedResponse): Omit<SealedResponse, 'signature'> {
  return covered
}

/** The facilitators' recipients and the person's own key, without repetition: to whom a response is sealed. */
export function recipientsOf(
  people: readonly { readonly may: readonly string[]; readonly recipient?: string }[],
  key: string | undefined,
): readonly string[] {
  const facilitators = people.filter((person) => person.may.includes('facilitate'))
  const all = [key, ...facilitators.map((person) => person.recipient)]
  return [...new Set(all.flatMap((recipient) => recipient ?? []))]
}
