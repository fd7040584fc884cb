import type { Assessment, ModelPin } from './assessment.ts'

/** The model of a round: its own, where it was answered with another than that of the assessment. */
export function pinOf({ model, rounds }: Assessment, round: string): ModelPin {
  return (Object.hasOwn(rounds, round) ? rounds[round]?.model : undefined) ?? model
}

/** The assessment as it stands for a round: its model is the one that is answered there. */
export function seenFrom(assessment: Assessment, model: ModelPin): Assessment {
  const { id, version, digest } = model
  return { ...assessment, model: { id, version, digest } }
}

export function isSamePin(one: ModelPin, other: ModelPin): boolean {
  return one.id === other.id && one.version === other.version && one.digest === other.digest
}
