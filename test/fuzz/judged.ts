import { checkAssessment, checkSignOff } from '../../src/assessment/check.ts'
import { checkKeyHolders } from '../../src/assessment/keys.ts'
import { checkRecord } from '../../src/exchange/check.ts'
import { checkPublishNeeds } from '../../src/exchange/needs.ts'
import { type Loaded, placed } from '../../src/files/kinds/read.ts'
import type { Kind } from '../../src/files/kinds/schema.ts'
import { checkSealed } from '../../src/files/responses/sealed.ts'
import { checkSigned } from '../../src/files/responses/signed.ts'
import type { Workspace } from '../../src/files/workspace.ts'
import { checkConsensus } from '../../src/merge/check.ts'
import { checkModelFile } from '../../src/model/check-file.ts'
import { checkPlan } from '../../src/plan/check.ts'
import { checkOthersPractice, checkPractice } from '../../src/practice/check.ts'
import type { Finding, Problem } from '../../src/problem.ts'
import { checkResources } from '../../src/resources/check.ts'
import { checkAnswers } from '../../src/response/check.ts'
import { checkPlace } from '../../src/response/place.ts'
import { isSealed, type ResponseFile } from '../../src/response/sealed.ts'
import { checkSecondLook } from '../../src/second-look/check.ts'
import { checkSignatures } from '../../src/signoff/signatures.ts'
import { checkStances } from '../../src/workshop/stance.ts'

type Judge = (data: never, workspace: Workspace) => readonly Finding[]

/** What the domain says of a file that its schema let pass, by kind. */
const judges: Readonly<Partial<Record<Kind, Judge>>> = {
  assessment: (data: Parameters<typeof checkAssessment>[0]) => [
    ...checkAssessment(data),
    ...checkKeyHolders(data),
    ...checkSignOff(data),
    ...checkPublishNeeds(data),
  ],
  response: (data: ResponseFile, workspace) => [
    ...checkPlace(data, { person: 'priya-shah', round: workspace.round }, new Set(['priya-shah'])),
    ...(isSealed(data)
      ? [...checkSealed(data), ...checkSigned(workspace, data, 'priya-shah')]
      : checkAnswers(data, workspace.model)),
  ],
  consensus: (data: Parameters<typeof checkConsensus>[0], { model, round, assessment }) => [
    ...checkConsensus(data, model, { round, pin: assessment.model }),
    ...checkConsensus(data, model, { round: data.round, pin: data.model }),
    ...checkStances(model, data),
  ],
  'second-look': (data: Parameters<typeof checkSecondLook>[0], { model, round }) =>
    checkSecondLook(data, model, { round, pin: data.model }),
  plan: (data: Parameters<typeof checkPlan>[0], { model, round, assessment: { people } }) =>
    checkPlan(data, { model, round, people }),
  signatures: (data: Parameters<typeof checkSignatures>[0], { assessment, round }) =>
    checkSignatures(data, assessment, round),
  practice: (data: Parameters<typeof checkPractice>[0], { model, assessment: { people } }) => [
    ...checkPractice(data, { name: 'a-practice', model, people }),
    ...checkOthersPractice(data, { name: 'a-practice', organisation: 'testshire' }),
  ],
  official: (data: Parameters<typeof checkRecord>[0], { model }) =>
    checkRecord(data, {
      entry: { kind: 'record', organisation: 'testshire', id: '2026-autumn' },
      exchange: { format: 'tiex-exchange/1', name: 'Sector', audience: 'public' },
      modelOf: () => model,
    }),
  model: (data: Parameters<typeof checkModelFile>[0]) => checkModelFile(data),
  resources: (data: Parameters<typeof checkResources>[0], { model }) => checkResources(data, model),
}

/** The problems of a file as its readers tell them, with places. */
export function judge(kind: Kind, loaded: Loaded<never>, workspace: Workspace): Promise<Problem[]> {
  const findings = judges[kind]?.(loaded.data, workspace) ?? []
  return placed(loaded, findings)
}
