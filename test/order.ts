import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where tests start many processes: what such a start costs grows with the memory that a worker holds. */
const starting =
  /^test\/(?:(?:commands|strange)\/|files\/(?:\w+\.test|git|ssh|signoff|resealing|keys|history|exchange)|(?:\w+\.pty|transcripts|everywhere|journey|nothing-lost)\.test)/

/** Those first that start many processes, then those that fill a worker's memory; within each the longest first, as vitest orders them. */
export default class ByMemory extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isFirst = ({ moduleId }: TestSpecification) =>
      starting.test(relative(process.cwd(), moduleId).replaceAll('\\', '/'))
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))]
  }
}
