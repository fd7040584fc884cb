import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where tests start many processes: what such a start costs grows with the memory that a worker holds. */
const starting =
  /^test\/(?:(?:commands|strange|transcripts)\/|files\/(?:\w+\.test|git|ssh|signoff|resealing|keys|history|exchange)|(?:\w+\.pty|everywhere|journey|nothing-lost)\.test)/

/** What leaves its worker large as well: a chart as PNG takes 70 MB that are never given back. */
const large = /\/(?:results-chart|plain-record|everywhere)\.test/

/** Those first that start many processes, then those that fill a worker's memory; within each the longest first, as vitest orders them. */
export default class ByMemory extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const turnOf = ({ moduleId }: TestSpecification) => {
      const file = relative(process.cwd(), moduleId).replaceAll('\\', '/')
      return starting.test(file) ? (large.test(file) ? 1 : 0) : 2
    }
    return sorted.toSorted((one, other) => turnOf(one) - turnOf(other))
  }
}
