import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBlock } from '../../../src/files/age/seal.ts'
import { blockOf, responseOf, type SealedCouncil } from '../../commands/sealed-council.ts'

export const priya = responseOf('priya-shah')
export const bo = responseOf('bo-reed')
export const consensus = 'rounds/2026-autumn/consensus.yaml'

/** The text within the block of a file, without its padding; what the key does not open is `no key`. */
export async function inside(text: string, identity: string): Promise<string> {
  const opened = await openBlock(blockOf(text), [identity])
  if (opened.state !== 'opened') return opened.state
  return new TextDecoder().decode(opened.bytes).replace(/^# What follows is padding[\s\S]*/m, '')
}

export function bindingIn(text: string) {
  const { seq } = /^seq: (?<seq>\d+)$/m.exec(text)?.groups ?? {}
  const [, list = ''] = /^sealed-to:\n((?: {2}- .*\n)*)/m.exec(text) ?? []
  return { seq: Number(seq), sealedTo: Array.from(list.matchAll(/age1\w+/g), ([to]) => to) }
}

/** All but what binds the answers to their file. */
export function answersIn(text: string): string {
  return text.replace(/^seq: .*\n/m, '').replace(/^sealed-to:\n(?: {2}- .*\n)*/m, '')
}

/** The file with another block in it, everything beside it as it was. */
export async function put(council: SealedCouncil, file: string, block: string): Promise<void> {
  const indented = block.trimEnd().replace(/^/gm, '  ')
  const text = council.read(file).replace(/ {2}-----BEGIN AGE[\s\S]*?END AGE ENCRYPTED FILE-----/, indented)
  writeFileSync(join(council.folder, file), text)
}

export const edit = (council: SealedCouncil, file: string, from: RegExp | string, to: string) => {
  const text = council.read(file)
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`${file} has no ${from}`)
  writeFileSync(join(council.folder, file), changed)
}

/** Bo may facilitate from now on, with a key. */
export async function boFacilitates(council: SealedCouncil): Promise<void> {
  await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'answer,facilitate')
  await council.done('sam-okafor', 'keys', 'add', 'bo-reed', council.keys.bo.recipient)
}
