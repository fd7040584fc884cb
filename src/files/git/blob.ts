import { createHash } from 'node:crypto'

/** The name git gives to a blob of these bytes in a repository whose names are as long as `like`: SHA-1, or SHA-256 for 64 digits. */
export function blobName(bytes: Uint8Array, like: string | undefined): string {
  const algorithm = like?.length === 64 ? 'sha256' : 'sha1'
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
