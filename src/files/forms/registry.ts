import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { TiexError } from '../../problem.ts'
import type { FileName } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'
import { isFaulty, parseKind, readKind } from '../kinds/read.ts'
import { schemaLine, styleOf } from '../kinds/styles.ts'
import type { Workspace } from '../workspace.ts'
import { formatYaml } from '../yaml/format.ts'
import { reviseYaml } from '../yaml/revising/revise.ts'

/** `forms.yaml` of a round as data: the last form of each person. */
interface Forms {
  readonly format: string
  readonly round: string
  readonly forms: Readonly<Record<string, RegisteredForm>>
}

export interface RegisteredForm {
  /** `sha256:<hex>` of the token: who reads it cannot make an answer that looks as if it came from the form. */
  readonly token: string
  readonly made: string
  /** Digest of the model whose questions it asks; absent in what older versions made. */
  readonly model?: string
}

/** From the root of the workspace, with forward slashes. */
export function formsPath(round: string): string {
  return `rounds/${round}/forms.yaml`
}

function fileOf({ root, round }: Pick<Workspace, 'root' | 'round'>): FileName {
  const shown = formsPath(round)
  return { path: join(root, shown), shown }
}

/** The forms of the round by person; {} where none was made. Throws a `TiexError` with everything wrong in the file. */
export async function readForms(
  workspace: Pick<Workspace, 'root' | 'round'>,
): Promise<Readonly<Record<string, RegisteredForm>>> {
  const loaded = await readKind<Forms>('forms', fileOf(workspace))
  if (loaded === 'missing') return {}
  if (isFaulty(loaded)) throw new TiexError(loaded.problems)
  return loaded.data.forms
}

/** The form of a person, undefined for one without; `readForms` gives the forms. */
export function formOf(
  forms: Readonly<Record<string, RegisteredForm>>,
  person: string,
): RegisteredForm | undefined {
  return Object.hasOwn(forms, person) ? forms[person] : undefined
}

/** Writes down that these forms were made, each in the place of an older one of the same person. */
export async function registerForms(
  workspace: Pick<Workspace, 'root' | 'round'>,
  made: Readonly<Record<string, RegisteredForm>>,
): Promise<void> {
  const file = fileOf(workspace)
  const style = styleOf('forms')
  await writeDurably(file, async (bytes) => {
    const fresh = { format: 'tiex-forms/1', round: workspace.round }
    if (bytes === 'missing')
      return formatYaml({ ...fresh, forms: sorted(made) }, style, [schemaLine('forms', 2)])
    const loaded = await parseKind<Forms>('forms', file.shown, bytes)
    if (isFaulty(loaded)) throw new TiexError(loaded.problems)
    const forms = sorted({ ...loaded.data.forms, ...made })
    return reviseYaml(loaded.yaml.text, { ...loaded.data, forms }, style)
  })
}

function sorted(forms: Readonly<Record<string, RegisteredForm>>): Readonly<Record<string, RegisteredForm>> {
  return Object.fromEntries(Object.entries(forms).sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** What the registry keeps of a token. */
export function tokenDigest(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`
}
