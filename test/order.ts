import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where tests start many processes: what such a start costs grows with the memory that a worker holds. */
const starting =
  /^test\/(?:(?:commands|strange)\/|files\/(?:\w+\.test|git|ssh|signoff|resealing|keys|history|exchange)|(?:\w+\.pty|transcripts|everywhere|journey|nothing-lost)\.test)/

/** What starts many and leaves its worker large as well: a passphrase takes 256 MB, a chart as PNG 70. */
const large = /\/(?:keys|results-chart|plain-record|transcripts|everywhere)\.test/

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
