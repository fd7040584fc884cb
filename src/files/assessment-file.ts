import { join } from 'node:path'
import type { Assessment } from '../assessment/assessment.ts'
import { checkAssessment } from '../assessment/check.ts'
import { TiexError } from '../problem.ts'
import { writeDurably } from './disk/write.ts'
import { isFaulty, parseKind, placed } from './kinds/read.ts'
import { styleOf } from './kinds/styles.ts'
import { assessmentFile, readAssessment, type Workspace } from './workspace.ts'
import { equalData } from './yaml/equal.ts'
import { reviseYaml } from './yaml/revising/revise.ts'

/**
 * Changes tiex.yaml on disk under its lock; comments, blank lines and the form of what stays the same are kept. `change` gets what is
 * there now. Throws a `TiexError` where the file is faulty, or would be: it then stays as it is.
 */
export function saveAssessment(
  { root }: Pick<Workspace, 'root'>,
  change: (current: Assessment) => Assessment,
): Promise<'written' | 'unchanged'> {
  const file = { path: join(root, assessmentFile), shown: assessmentFile }
  return writeDurably(file, async (bytes) => {
    const before = await readAssessment(bytes === 'missing' ? new Uint8Array() : bytes)
    const after = change(before.data)
    if (equalData(after, before.data)) return undefined
    const text = await reviseYaml(before.yaml.text, after, styleOf('assessment'))
    const read = await parseKind<Assessment>('assessment', assessmentFile, new TextEncoder().encode(text))
    const problems = isFaulty(read) ? read.problems : await placed(read, checkAssessment(read.data))
    if (problems.length > 0) throw new TiexError(problems, 'Nothing was changed.')
    return text
  })
}
