import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { systemCode } from './faults.ts'

/** Writes all of the bytes, however many calls it takes. Throws the fault of the disk. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length; ) {
    const count = writeSync(descriptor, bytes, offset, bytes.length - offset)
    if (count === 0)
      throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC', syscall: 'write' })
    offset += count
  }
}

/** Has what was written to a file outlast a power cut. Some file systems, and folders on Windows, cannot be flushed and say so. */
export function flush(descriptor: number): void {
  try {
    fsyncSync(descriptor)
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP', 'ENOSYS'].includes(systemCode(error) ?? '')) throw error
  }
}

/** Has the names in a folder outlast a power cut, where it can be opened for that. */
export function flushFolder(path: string): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (error) {
    if (['EISDIR', 'EPERM', 'EACCES'].includes(systemCode(error) ?? '')) return
    throw error
  }
  try {
    flush(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
