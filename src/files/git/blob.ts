import { createHash, type Hash } from 'node:crypto'

/** The algorithm by which a repository names its objects. */
export type NamedBy = 'sha1' | 'sha256'

/** That of a repository with a name like this one: SHA-1, or SHA-256 for 64 digits. */
export function namedLike(name: string | undefined): NamedBy {
  return name?.length === 64 ? 'sha256' : 'sha1'
}

/** The name git gives to a blob of these bytes in a repository whose names are as long as `like`: SHA-1, or SHA-256 for 64 digits. */
export function blobName(bytes: Uint8Array, like: string | undefined): string {
  return objectName('blob', bytes, namedLike(like))
}

/** The name git gives to an object. */
export function objectName(kind: 'blob' | 'tree' | 'commit', bytes: Uint8Array, by: NamedBy): string {
  return hashOf(by).update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex')
}

export function hashOf(by: NamedBy): Hash {
  return createHash(by)
}
