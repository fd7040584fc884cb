import { may, type Person } from '../../assessment/assessment.ts'
import { dayIn, roundState, usualTimezone } from '../../assessment/rounds.ts'
import { hintFor, quoted } from '../../did-you-mean.ts'
import { timestamp } from '../../env.ts'
import { modelName } from '../../model/model.ts'
import { type Finding, finding, type Problem, TiexError } from '../../problem.ts'
import { courseOf } from '../../questionnaire/course.ts'
import { progressOf } from '../../response/answers.ts'
import { checkAnswers } from '../../response/check.ts'
import type { Response } from '../../response/response.ts'
import { isSealed, type ResponseFile, type SealedResponse } from '../../response/sealed.ts'
import { isFaulty, type Loaded, parseKind, placed } from '../kinds/read.ts'
import { styleOf } from '../kinds/styles.ts'
import { checkSealed, type OpenedResponse, openResponse } from '../responses/sealed.ts'
import { checkSigned } from '../responses/signed.ts'
import type { Workspace } from '../workspace.ts'
import { formatYaml } from '../yaml/format.ts'
import type { Incoming } from './incoming.ts'

/** A response that came and is right as far as can be told. */
export interface Arrived {
  /** Where from, for messages. */
  readonly shown: string
  readonly person: Person
  /** As everybody could read it; absent for one that came in plain text. */
  readonly sealed?: SealedResponse
  /** What it says; absent where it is sealed and no key at hand opens it. */
  readonly response?: Response
  /** What is inside the block and binds it. */
  readonly inside?: OpenedResponse['inside']
  /** The token of its form, where one is seen. */
  readonly token?: string
  readonly progress: { readonly answered: number; readonly of: number }
  readonly submitted?: string
  /** What is not wrong but has to be told. */
  readonly doubts: readonly Problem[]
}

/** What came, checked against the round that is worked on; everything that is wrong with it where it cannot be taken. */
export async function checkArrived(
  workspace: Workspace,
  incoming: Incoming,
  now: Date,
): Promise<Arrived | { readonly problems: readonly Problem[] }> {
  const loaded = await loadIncoming(workspace, incoming, now)
  if (isFaulty(loaded)) return loaded
  const { data } = loaded
  const told = async (of: Parameters<typeof placed>[0], findings: readonly Finding[]) => {
    if ('text' in incoming) return placed(of, findings)
    const { inCells } = await import('./filled-sheet.ts')
    return inCells(incoming.workbook, findings, incoming.shown)
  }
  const around = await told(loaded, checkAround(workspace, data, now))
  if (around.some(isError)) return { problems: around.filter(isError) }
  const person = workspace.assessment.people.find(({ id }) => id === data.person)!
  const opened = await openedBy(workspace, loaded)
  if (opened !== undefined && isFaulty(opened)) return opened
  const answers = opened === undefined ? [] : await told(opened, checkOpened(workspace, opened.data, person))
  if (answers.some(isError)) return { problems: answers.filter(isError) }
  const inside = opened !== undefined && 'inside' in opened ? opened.inside : undefined
  const token = isSealed(data) ? inside?.['form-token'] : data['form-token']
  const { sections } = person
  const course = courseOf(workspace.model, sections)
  const progress =
    opened === undefined
      ? (data as SealedResponse).progress
      : progressOf(opened.data, workspace.model, course.statements)
  return {
    shown: incoming.shown,
    person,
    ...(isSealed(data) ? { sealed: data } : {}),
    ...(opened === undefined ? {} : { response: opened.data }),
    ...(inside === undefined ? {} : { inside }),
    ...(token === undefined ? {} : { token }),
    progress: { answered: progress.answered, of: progress.of },
    ...(data.submitted === undefined ? {} : { submitted: data.submitted }),
    doubts: [...around, ...(await draftDoubts(incoming, data))],
  }
}

async function draftDoubts(incoming: Incoming, { submitted }: ResponseFile): Promise<readonly Problem[]> {
  if ('text' in incoming || submitted !== undefined) return []
  const { inCells, unfinished } = await import('./filled-sheet.ts')
  return inCells(incoming.workbook, [unfinished], incoming.shown)
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}

async function loadIncoming(
  { model }: Workspace,
  incoming: Incoming,
  now: Date,
): Promise<Loaded<ResponseFile> | { readonly problems: readonly Problem[] }> {
  const { shown } = incoming
  if ('text' in incoming)
    return parseKind<ResponseFile>('response', shown, new TextEncoder().encode(incoming.text))
  const { filledResponse } = await import('./filled-sheet.ts')
  const response = filledResponse(incoming.workbook, { shown, model, now: timestamp(now) })
  if ('problems' in response) return response
  // Nobody sees the lines of a text that is made here.
  const ofFile = (problems: readonly Problem[]) => ({
    problems: problems.map((problem) => ({ ...problem, place: { file: shown } })),
  })
  try {
    const text = formatYaml(response, styleOf('response'))
    const parsed = await parseKind<ResponseFile>('response', shown, new TextEncoder().encode(text))
    return isFaulty(parsed) ? ofFile(parsed.problems) : parsed
  } catch (error) {
    if (error instanceof TiexError) return ofFile(error.problems)
    throw error
  }
}

/** What can be told without a key. */
function checkAround(workspace: Workspace, file: ResponseFile, now: Date): readonly Finding[] {
  const { assessment, model, round } = workspace
  const people = assessment.people.map(({ id }) => id)
  const person = assessment.people.find(({ id }) => id === file.person)
  const findings: Finding[] = []
  const tell = (key: 'person' | 'round' | 'model', message: string, hint: string) =>
    findings.push(finding(key, [key], message, { hint }))
  if (person === undefined)
    tell(
      'person',
      `nobody in tiex.yaml is called ${quoted(file.person)}`,
      hintFor(file.person, people, 'people'),
    )
  else if (!may(person, 'answer'))
    tell(
      'person',
      `${person.id} may not answer`,
      `give them the right first: tiex people set ${person.id} --may answer`,
    )
  if (file.round !== round)
    tell(
      'round',
      `these are answers of the round ${quoted(file.round)}, not of ${round}`,
      Object.hasOwn(assessment.rounds, file.round)
        ? `choose it with --round ${file.round}`
        : 'it is no round of tiex.yaml',
    )
  else if (file.model !== modelName(model))
    tell(
      'model',
      `these are answers to ${quoted(file.model)}, but ${round} asks ${modelName(model)}`,
      'its person answers the new questions: tiex form makes the file',
    )
  findings.push(...checkTimes(workspace, file, now))
  if (!isSealed(file) || person === undefined) return findings
  return [...findings, ...checkSealed(file), ...checkSigned(workspace, file, person.id)]
}

/** A day, since clocks of browsers are wrong and councils are not in every time zone. */
const grace = 24 * 60 * 60 * 1000

function checkTimes({ assessment, round }: Workspace, file: ResponseFile, now: Date): Finding[] {
  const findings: Finding[] = []
  for (const key of ['started', 'submitted'] as const) {
    const time = file[key]
    if (time === undefined) continue
    if (Number.isNaN(Date.parse(time)))
      findings.push(
        finding('time', [key], `there is no time ${quoted(time)}`, {
          hint: 'the file was changed after it was made: ask for it again',
        }),
      )
    else if (Date.parse(time) > now.getTime() + grace)
      findings.push(
        finding('time', [key], `${key} says ${time}, which is yet to come`, {
          hint: 'the clock of the device was wrong; what its person sends later would count as older',
          severity: 'warning',
        }),
      )
  }
  const { submitted } = file
  const state = roundState(assessment.rounds[round]!, now, assessment.timezone)
  if (state.state !== 'closed' || findings.some(({ severity }) => severity === 'error')) return findings
  if (submitted !== undefined && dayIn(new Date(submitted), assessment.timezone ?? usualTimezone) <= state.on)
    return findings
  return [
    ...findings,
    finding(
      'round-closed',
      ['submitted'],
      submitted === undefined
        ? `this arrived after the round ${round} closed on ${state.on}, and was not submitted`
        : `this arrived after the round ${round} closed on ${state.on}; it says it was submitted on ${dayIn(new Date(submitted), assessment.timezone ?? usualTimezone)}`,
      {
        hint: 'somebody who may administer can move its last day: closes in tiex.yaml',
      },
    ),
  ]
}

async function openedBy(
  { vault }: Workspace,
  { data, yaml }: Loaded<ResponseFile>,
): Promise<Loaded<Response> | OpenedResponse | { readonly problems: readonly Problem[] } | undefined> {
  if (!isSealed(data)) {
    const { 'form-token': _, ...response } = data
    return { data: response, yaml }
  }
  const opened = await openResponse({ data, yaml }, vault)
  return opened === 'no key' ? undefined : opened
}

function checkOpened({ model }: Workspace, response: Response, person: Person): readonly Finding[] {
  const course = courseOf(model, person.sections)
  const findings = checkAnswers(response, model)
  if (response.submitted !== undefined && progressOf(response, model, course.statements).answered === 0)
    findings.push(
      finding('empty', ['answers'], 'nothing is answered in it, though it was submitted', {
        hint: 'ask its person whether the right file was sent',
        at: 'key',
      }),
    )
  return findings
}
