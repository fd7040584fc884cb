import { statSync } from 'node:fs'

/** What a path leads to, over links; undefined where nothing is there, or nobody can look: a name too long, a link to itself, a folder that is closed. */
export function kindAt(path: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) return undefined
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'
  } catch {
    return undefined
  }
}
