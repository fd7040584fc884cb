import { addressProblem } from '../address.ts'
import { hintFor } from '../did-you-mean.ts'
import type { Model } from '../model/model.ts'
import type { Finding } from '../problem.ts'
import type { ResourceFile } from './resource.ts'

/** What the schema cannot say of a file of resources: tags that exist, addresses that can be opened, ids once. `before` maps ids of other files to where they are. */
export function checkResources(
  file: ResourceFile,
  model: Model,
  before: ReadonlyMap<string, string> = new Map(),
): Finding[] {
  const tags = {
    characteristics: model.characteristics.map((axis) => axis.id),
    modes: model.modes.map((axis) => axis.id),
    stages: model.stages.map((axis) => axis.id),
    'success-factors': model.factors.map((factor) => factor.id),
  }
  const here = new Set<string>()
  return file.resources.flatMap((resource, index) => {
    const finding = (path: readonly (string | number)[], message: string, hint: string): Finding => ({
      severity: 'error',
      rule: 'resource',
      path: ['resources', index, ...path],
      message,
      hint,
    })
    const findings: Finding[] = []
    const elsewhere = before.get(resource.id)
    if (here.has(resource.id))
      findings.push(
        finding(['id'], `the resource "${resource.id}" is there twice`, 'give one of them another id'),
      )
    else if (elsewhere !== undefined)
      findings.push(
        finding(['id'], `the resource "${resource.id}" is in ${elsewhere} already`, 'give it another id'),
      )
    here.add(resource.id)
    const problem = addressProblem(resource.url)
    if (problem !== undefined)
      findings.push(
        finding(
          ['url'],
          `the address of "${resource.id}" ${problem}`,
          'write an address such as https://www.example.org/report',
        ),
      )
    for (const [kind, known] of Object.entries(tags)) {
      for (const [place, tag] of (resource[kind as keyof typeof tags] ?? []).entries()) {
        if (!known.includes(tag))
          findings.push(
            finding(
              [kind, place],
              `"${resource.id}" is tagged with "${tag}", which is not among the ${kind}`,
              hintFor(tag, known, kind),
            ),
          )
      }
    }
    return findings
  })
}
