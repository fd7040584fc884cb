import { join } from 'node:path'
import { checkPractice } from '../practice/check.ts'
import type { Practice } from '../practice/practice.ts'
import { type Finding, failure, type Problem, TiexError } from '../problem.ts'
import type { FileName } from './disk/faults.ts'
import { writeDurably } from './disk/write.ts'
import { readFolder } from './kinds/folder.ts'
import { isFaulty, type Loaded, parseKind, placed, placedErrors, readKind } from './kinds/read.ts'
import { checkSchema } from './kinds/schema.ts'
import { schemaLine, styleOf } from './kinds/styles.ts'
import type { Workspace } from './workspace.ts'
import { equalData } from './yaml/equal.ts'
import { formatYaml } from './yaml/format.ts'
import { type Difference, differingLines } from './yaml/revising/difference.ts'
import { reviseYaml } from './yaml/revising/revise.ts'

/** What of a workspace says where practice is, and what it may be about. */
type Place = Pick<Workspace, 'root' | 'assessment' | 'model'>

/** From the root of the workspace, with forward slashes. */
export function practicePath(id: string): string {
  return `practice/${id}.yaml`
}

function fileOf({ root }: Place, id: string): FileName {
  const shown = practicePath(id)
  return { path: join(root, shown), shown }
}

/**
 * The council's practice, by id, and what is wrong in its files, warnings too; what has errors is passed over. What came from another
 * council keeps its organisation, the council's own has none.
 */
export async function readPractice(
  place: Place,
): Promise<{ readonly practices: readonly Practice[]; readonly problems: readonly Problem[] }> {
  const { loaded, problems } = await readFolder<Practice>('practice', {
    path: join(place.root, 'practice'),
    shown: 'practice',
  })
  const practices: Practice[] = []
  for (const file of loaded) {
    const findings = findingsOf(place, file)
    problems.push(...(await placed(file, findings)))
    if (!findings.some(({ severity }) => severity === 'error')) practices.push(ownPractice(file.data, place))
  }
  return { practices, problems }
}

function ownPractice(practice: Practice, { assessment }: Place): Practice {
  const { organisation, ...rest } = practice
  return organisation?.id === assessment.organisation.id ? rest : practice
}

function findingsOf({ model, assessment }: Place, { data, yaml }: Loaded<Practice>): readonly Finding[] {
  const name = yaml.file
    .split('/')
    .at(-1)!
    .replace(/\.yaml$/, '')
  return checkPractice(data, { name, model, people: assessment.people })
}

/** Everything wrong with a practice that is about to be written, by its field (`['share']`). */
export function checkPracticeToWrite({ model, assessment }: Place, practice: Practice): readonly Finding[] {
  const inForm = checkSchema('practice', practice)
  const isTold = ({ path }: Finding) => inForm.some((told) => path[0] === told.path[0])
  const found = checkPractice(practice, { name: practice.id, model, people: assessment.people })
  return [...inForm, ...found.filter((one) => !isTold(one))]
}

/** The file of a practice; undefined where there is none. Throws a `TiexError` with every error in it. */
export async function loadPractice(place: Place, id: string): Promise<Loaded<Practice> | undefined> {
  const read = await readKind<Practice>('practice', fileOf(place, id))
  return read === 'missing' ? undefined : trusted(place, read)
}

async function trusted(
  place: Place,
  read: Awaited<ReturnType<typeof parseKind<Practice>>>,
): Promise<Loaded<Practice>> {
  const problems = isFaulty(read) ? read.problems : await placedErrors(read, findingsOf(place, read))
  if (isFaulty(read) || problems.length > 0) throw new TiexError(problems, 'Nothing was written.')
  return read
}

/**
 * Changes a practice on disk under its lock; comments and what stays the same keep their bytes. `change` gets what is there now,
 * undefined where there is nothing. Throws a `TiexError` where the file is faulty, or would be: it then stays as it is.
 */
export function savePractice(
  place: Place,
  id: string,
  change: (current: Practice | undefined) => Practice,
): Promise<'written' | 'unchanged'> {
  const file = fileOf(place, id)
  return writeDurably(file, async (bytes) => {
    const before =
      bytes === 'missing'
        ? undefined
        : await trusted(place, await parseKind<Practice>('practice', file.shown, bytes))
    const after = change(before?.data)
    if (before !== undefined && equalData(after, before.data)) return undefined
    const text = await practiceText(before, after)
    await trusted(place, await parseKind<Practice>('practice', file.shown, new TextEncoder().encode(text)))
    return text
  })
}

/** As the file will say it. */
export async function practiceText(before: Loaded<Practice> | undefined, after: Practice): Promise<string> {
  const style = styleOf('practice')
  if (before === undefined) return formatYaml(after, style, [schemaLine('practice', 1)])
  return reviseYaml(before.yaml.text, after, style)
}

/** The lines that would leave the file, and those that would come into it. */
export async function previewPractice(before: Loaded<Practice>, after: Practice): Promise<Difference> {
  return differingLines(before.yaml.text, await practiceText(before, after))
}

/** What to say where a practice of this id is there already. */
export function practiceExists(id: string): TiexError {
  return failure(
    'practice',
    `there is a practice "${id}" already: ${practicePath(id)}`,
    `change it with: tiex practice set ${id}, or give the new one another --id`,
  )
}
