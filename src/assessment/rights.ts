import type { Assessment, Person, Right } from './assessment.ts'
import { may } from './assessment.ts'

/** In the order of tiex.yaml. */
export function peopleWhoMay(right: Right, { people }: Pick<Assessment, 'people'>): readonly Person[] {
  return people.filter((person) => may(person, right))
}
