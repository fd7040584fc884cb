import { isDay } from '../day.ts'
import { hintFor, quoted } from '../did-you-mean.ts'
import { type Finding, finding } from '../problem.ts'
import type { ResponseFile } from './sealed.ts'

/** Whether the response stands where it belongs: its person and round are those of the file, and tiex.yaml knows the person. */
export function checkPlace(
  response: ResponseFile,
  place: { readonly person: string; readonly round: string },
  people: ReadonlySet<string>,
): Finding[] {
  const findings: Finding[] = []
  // A download, a mail or a shared folder of two machines names it so: `tom-reed (1).yaml`.
  const isCopy = people.has(response.person) && !people.has(place.person)
  if (response.person !== place.person) {
    findings.push(
      finding(
        'person',
        ['person'],
        `the file is ${place.person}.yaml but says that it is ${quoted(response.person)}`,
        {
          hint: isCopy
            ? `this may be a copy: keep the newer of the two as ${response.person}.yaml, and take the other away`
            : 'a response stands in the file of its person',
        },
      ),
    )
  }
  if (!people.has(place.person) && !isCopy) {
    findings.push(
      finding('person', ['person'], `nobody in tiex.yaml is called ${quoted(place.person)}`, {
        hint: hintFor(place.person, [...people], 'people'),
      }),
    )
  }
  if (response.round !== place.round) {
    findings.push(
      finding(
        'round',
        ['round'],
        `the file is in the folder of ${place.round} but says ${quoted(response.round)}`,
        { hint: 'a response stands in the folder of its round' },
      ),
    )
  }
  for (const key of ['started', 'submitted'] as const) {
    const time = response[key]
    if (time !== undefined && (Number.isNaN(Date.parse(time)) || !isDay(time.slice(0, 10))))
      findings.push(
        finding('time', [key], `there is no time ${quoted(time)}`, {
          hint: 'write a time such as 2026-11-02T09:14:00Z',
        }),
      )
  }
  return findings
}
