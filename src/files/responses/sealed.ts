import { quoted } from '../../did-you-mean.ts'
import { type Finding, failure, finding } from '../../problem.ts'
import type { Response } from '../../response/response.ts'
import {
  type Binding,
  checkBinding,
  type Inside,
  openedResponse,
  recipientsOf,
  type SealedResponse,
} from '../../response/sealed.ts'
import { checkBlock } from '../age/block.ts'
import type { Vault } from '../keys/vault.ts'
import { byteLimit, type Faulty, type Loaded, placed } from '../kinds/read.ts'
import { checkSchema } from '../kinds/schema.ts'
import type { Workspace } from '../workspace.ts'
import { isMap } from '../yaml/equal.ts'
import { locate, parseYaml } from '../yaml/read.ts'
import { sealedFile, textToSeal } from './sealing.ts'

/** A sealed response that was opened: the answers, with their places in the text that was inside, and what bound them. */
export interface OpenedResponse extends Loaded<Response> {
  readonly inside: Inside
}

/** What can be told about a sealed response without a key. */
export function checkSealed(file: SealedResponse): Finding[] {
  const wrong = checkBlock(file.sealed)
  return wrong === undefined ? [] : [finding('sealed', ['sealed'], wrong.message, { hint: wrong.hint })]
}

/** Opens a sealed response; `no key` where none of the vault's opens it. What is inside is checked by the schema of responses, and against the file around it. */
export async function openResponse(
  loaded: Loaded<SealedResponse>,
  vault: Vault,
): Promise<OpenedResponse | Faulty | 'no key'> {
  const { data: file, yaml } = loaded
  const opened = await vault.open(file.sealed)
  if (opened.state === 'no key') return 'no key'
  if (opened.state === 'damaged') {
    const hint = 'it was damaged or changed after it was sealed: take the last version its person committed'
    return { problems: await placed(loaded, [finding('sealed', ['sealed'], opened.message, { hint })]) }
  }
  const parsed = await parseYaml(`${yaml.file} (inside the block)`, opened.bytes, byteLimit('response'))
  if ('problems' in parsed) return parsed
  const inner = parsed.yaml
  const malformed = checkInside(inner.data, file)
  if (malformed.length > 0) return { problems: await locate(inner, malformed) }
  const inside = inner.data as Inside
  const unbound = checkBinding(file, inside)
  if (unbound.length > 0) return { problems: await placed(loaded, unbound) }
  return { data: openedResponse(file, inside), yaml: inner, inside }
}

/** The inside has the form of a response, but for what binds it. */
function checkInside(data: unknown, { format, started }: SealedResponse): Finding[] {
  if (!isMap(data)) return checkSchema('response', data)
  const { seq, progress, key, draft, 'sealed-to': sealedTo, ...answers } = data
  const wrong = (name: string, value: unknown, expected: string) =>
    finding('schema', [name], `${quoted(value)} is not right for ${name}`, { hint: `write ${expected}` })
  return [
    ...(seq === undefined || Number.isSafeInteger(seq) ? [] : [wrong('seq', seq, 'a whole number')]),
    ...(progress === undefined || isMap(progress)
      ? []
      : [wrong('progress', progress, 'how much is answered, such as {answered: 84, of: 93}')]),
    ...(key === undefined || typeof key === 'string' ? [] : [wrong('key', key, 'a public age key')]),
    ...(draft === undefined || draft === true ? [] : [wrong('draft', draft, 'true, or nothing')]),
    ...(sealedTo === undefined || (Array.isArray(sealedTo) && sealedTo.every((to) => typeof to === 'string'))
      ? []
      : [wrong('sealed-to', sealedTo, 'a list of public age keys')]),
    ...checkSchema('response', { ...answers, format, ...(started === undefined ? {} : { started }) }),
  ]
}

/** What a response is sealed with: to whom, and which number it gets. */
export interface Seal {
  readonly vault: Pick<Vault, 'seal'>
  readonly binding: Binding
}

/** The response, in the order of files, as its sealed file says it. Throws a `TiexError` where it is too long to be sealed. */
export async function sealResponse(response: Response, seal: Seal): Promise<SealedResponse> {
  const text = textToSeal(response, seal.binding)
  return sealedFile(response, seal.binding, await seal.vault.seal(text, seal.binding['sealed-to']))
}

/** To whom a response of this assessment is sealed: the person's key first, then everybody who may facilitate. Throws a `TiexError` where no facilitator could open it. */
export function recipientsIn({ assessment }: Pick<Workspace, 'assessment'>, key: string | undefined) {
  const facilitators = recipientsOf(assessment.people, undefined)
  if (facilitators.length > 0) return recipientsOf(assessment.people, key)
  const ids = assessment.people.filter((person) => person.may.includes('facilitate')).map(({ id }) => id)
  throw failure(
    'recipients',
    'nobody who may facilitate has a recipient key, so nobody could open what is sealed',
    `one of them runs: tiex keys show; then somebody who may administer: tiex keys add ${ids[0] ?? 'PERSON'} age1...`,
  )
}
