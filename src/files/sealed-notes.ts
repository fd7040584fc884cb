import { padded } from '../response/padding.ts'
import { isSealed, type ResponseFile } from '../response/sealed.ts'
import { checkSecondLook } from '../second-look/check.ts'
import type { SecondLook } from '../second-look/second-look.ts'
import { maxStanzas } from './age/header.ts'
import { byteLimit } from './kinds/read.ts'
import { checkSchema } from './kinds/schema.ts'
import { styleOf } from './kinds/styles.ts'
import { recipientsIn } from './responses/sealed.ts'
import type { Workspace } from './workspace.ts'
import { isMap } from './yaml/equal.ts'
import { formatYaml } from './yaml/format.ts'
import { parseYaml } from './yaml/read.ts'

/** What belongs to one second look alone, repeated inside, so that notes cannot be moved to another. */
type Bound = Pick<SecondLook, 'round' | 'pass' | 'opened' | 'notes'> & {
  readonly 'sealed-to': readonly string[]
}

/**
 * The second look with its notes sealed, to the key that each of these responses was sealed with and to those who may facilitate: what
 * was written under the seal stays there. Without notes, and in an open assessment, it is as it was; where there are more keys than a
 * block is taken with, the notes are left out.
 */
export async function sealNotes(
  look: SecondLook,
  workspace: Workspace,
  files: readonly ResponseFile[],
): Promise<SecondLook> {
  const { notes, ...rest } = look
  if (notes === undefined || workspace.assessment.confidentiality === 'open') return look
  const own = files.flatMap((file) => (isSealed(file) && file.key !== undefined ? [file.key] : []))
  const to = [...new Set([...recipientsIn(workspace, undefined), ...own])]
  if (to.length > maxStanzas - 1) return rest
  const { round, pass, opened } = look
  const bound: Bound = { round, pass, opened, 'sealed-to': to, notes }
  const text = formatYaml(bound, styleOf('second-look'))
  return { ...rest, sealed: await workspace.vault.seal(padded(text) ?? text, to) }
}

/** The second look with its notes, opened by a key at hand; `sealed` stays in it where none opens them, or they are not those of this look. */
export async function openNotes(look: SecondLook, workspace: Workspace): Promise<SecondLook> {
  const { sealed, ...rest } = look
  if (sealed === undefined) return look
  const opened = await workspace.vault.open(sealed)
  if (opened.state !== 'opened') return look
  const parsed = await parseYaml('the sealed notes', opened.bytes, byteLimit('second-look'))
  const inside = 'problems' in parsed ? undefined : parsed.yaml.data
  if (!isMap(inside) || !(['round', 'pass', 'opened'] as const).every((key) => inside[key] === look[key]))
    return look
  const whole = { ...rest, notes: inside.notes }
  if (checkSchema('second-look', whole).length > 0) return look
  const { model, assessment } = workspace
  const place = { round: look.round, pin: assessment.model }
  return checkSecondLook(whole as SecondLook, model, place).length > 0 ? look : (whole as SecondLook)
}
