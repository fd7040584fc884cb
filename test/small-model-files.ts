import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const modes = ['inside', 'outside']
const stages = ['look', 'choose', 'try', 'spread', 'learn']
const titled = (id: string) => `${id[0]!.toUpperCase()}${id.slice(1)}`

const modelYaml = `# A model of our own.
format: tiex-model/1
id: small
version: "1.0"
title: Small assessment
valid: {from: 2026-01-01, until: 2027-12-31}
scales:
  extent:
    title: Extent
    options:
      - {id: nowhere, title: Nowhere, value: 0}
      - {id: in-places, title: In places, value: 1/4}
      - {id: half-way, title: Half way, value: 0.5}
      - {id: mostly, title: Mostly, value: 3/4}
      - {id: everywhere, title: Everywhere, value: 1}
  trust:
    title: Trust
    options:
      - {id: never, title: Never, value: 0}
      - {id: seldom, title: Seldom, value: 1/3}
      - {id: often, title: Often, value: 2/3}
      - {id: always, title: Always, value: 1}
statement-scale: extent
factor-scale: trust
modes:
${modes.map((mode) => `  - {id: ${mode}, title: ${titled(mode)}}\n`).join('')}stages:
${stages.map((stage) => `  - {id: ${stage}, title: ${titled(stage)}}\n`).join('')}lines-of-enquiry:
  - {id: purpose, title: Purpose}
notes:
  - {id: obstacles, title: Obstacles, prompt: What stands in the way?}
  - {id: rationale, title: Rationale, prompt: Why this answer?}
  - {id: evidence, title: Evidence, prompt: What shows it?, kind: links}
characteristics: [roads, parks]
success-factors: [courage]
`

/** Words of their own for each statement, so that none says nearly what another says. */
const claims: Readonly<Record<string, readonly string[]>> = {
  'roads/inside': [
    'Engineers map every pothole weekly.',
    'Budgets follow traffic counts.',
    'Crews test quieter asphalt.',
    'Depots share machines.',
    'Inspectors publish repair times.',
  ],
  'roads/outside': [
    'Drivers report faults by phone.',
    'Bus firms plan diversions with us.',
    'Schools close streets at bell time.',
    'Villages lend gritters.',
    'Cyclists rate junctions afterwards.',
  ],
  'parks/inside': [
    'Gardeners record species.',
    'Lawns have a mowing calendar.',
    'Nurseries grow drought plants.',
    'Rangers train apprentices.',
    'Surveys compare shade.',
  ],
  'parks/outside': [
    'Walkers vote on benches.',
    'Clubs book pitches online.',
    'Volunteers trial wildflower verges.',
    'Sponsors adopt playgrounds.',
    'Neighbours review noise.',
  ],
}

function characteristicYaml(id: string): string {
  const cells = modes.map(
    (mode) => `  ${mode}:
    focus: ${titled(id)}, ${mode} the council
    lines-of-enquiry: [purpose]
    statements:
${stages.map((stage, index) => `      ${stage}: {text: ${JSON.stringify(claims[`${id}/${mode}`]![index])}}\n`).join('')}`,
  )
  return `format: tiex-characteristic/1
id: ${id}
title: ${titled(id)}
cells:
${cells.join('')}`
}

const factorYaml = `format: tiex-success-factor/1
id: courage
title: Courage
statements:
  - {id: speak, text: People say what they think.}
  - {id: fail, text: Teams admit failures openly.}
  - {id: stop, text: Leaders end projects early.}
`

const resourcesYaml = `format: tiex-resources/1
resources:
  - id: pothole-handbook
    title: The pothole handbook
    publisher: Road Society
    url: https://example.org/potholes
    type: guidance
    summary: How to find a pothole.
    characteristics: [roads]
    modes: [inside]
    stages: [look]
`

/** The files of the small model (see small-model.ts) as a council would write them by hand, with one resource. */
export const smallModelFiles: Readonly<Record<string, string>> = {
  'model.yaml': modelYaml,
  'characteristics/roads.yaml': characteristicYaml('roads'),
  'characteristics/parks.yaml': characteristicYaml('parks'),
  'success-factors/courage.yaml': factorYaml,
  'resources/roads.yaml': resourcesYaml,
}

/** Writes files below a folder, by their path in it. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}
