import { deflateSync } from 'node:zlib'
import { hashOf, type NamedBy } from '../blob.ts'
import type { GitRun } from '../run.ts'
import { gitOutput } from '../run.ts'

/** An object that is to be put into git's store. */
export interface MadeObject {
  readonly kind: 'blob' | 'tree' | 'commit'
  readonly bytes: Uint8Array
}

/** Numbers of kinds in a pack. */
const numbers = { commit: 1, tree: 2, blob: 3 } as const

/** Puts objects into git's store, byte for byte, in one git process however many. Those that are there already are harmless. */
export function storeObjects(objects: readonly MadeObject[], run: GitRun, by: NamedBy): void {
  if (objects.length > 0) gitOutput(['unpack-objects', '-q'], { ...run, input: packOf(objects, by) })
}

/** A pack, version 2: a head, each object deflated behind its kind and size, and a digest of it all. */
function packOf(objects: readonly MadeObject[], by: NamedBy): Buffer {
  const head = Buffer.alloc(12)
  head.write('PACK', 'latin1')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(objects.length, 8)
  const parts = objects.flatMap(({ kind, bytes }) => [headOf(kind, bytes.length), deflateSync(bytes)])
  const body = Buffer.concat([head, ...parts])
  return Buffer.concat([body, hashOf(by).update(body).digest()])
}

/** Kind and the lowest four bits of the size in the first byte, seven more in each that follows; the highest bit says that another one does. */
function headOf(kind: MadeObject['kind'], size: number): Buffer {
  const bytes: number[] = []
  let byte = (numbers[kind] << 4) | (size & 15)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 128)
    byte = rest & 127
  }
  return Buffer.from([...bytes, byte])
}
