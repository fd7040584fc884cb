import { join } from 'node:path'
import { harmless } from '../../harmless.ts'
import { writeDurably } from '../disk/write.ts'
import { growFile } from '../disk/write-stream.ts'

/** Writes a form into a folder that is there, over one of the same name; nobody else on the machine may read a new one. */
export async function saveForm(folder: string, name: string, data: string | Uint8Array): Promise<void> {
  const file = { path: join(folder, name), shown: name }
  if (typeof data === 'string') {
    await writeDurably(file, () => harmless(data, false), { mode: 0o600 })
    return
  }
  const growing = growFile(file, { durable: true, mode: 0o600 })
  try {
    growing.write(data)
    await growing.keep()
  } finally {
    growing.drop()
  }
}
