import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '../problem.ts'
import { shippedFolder } from './shipped.ts'

/** A style or script as it stands inside a page, with its hash for the page's policy: `sha256-<base64>`. */
interface Inlined {
  readonly text: string
  readonly hash: string
}

/** What the build made for the pages of this name; `moreStyle` stands behind its style. */
export function readPageParts(
  name: string,
  moreStyle = '',
): { readonly style: Inlined; readonly script: Inlined } {
  return {
    style: inlined(`${readBuilt(`${name}.css`)}${moreStyle}`),
    script: inlined(readBuilt(`${name}.js`)),
  }
}

/** The text between the tags, with the hash over exactly these bytes. */
function inlined(text: string): Inlined {
  return { text, hash: `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}` }
}

function readBuilt(file: string): string {
  try {
    return readFileSync(join(shippedFolder('dist'), 'page', file), 'utf8').trim()
  } catch {
    throw failure(
      'install',
      `dist/page/${file} is missing`,
      'install tiex again, or in its sources: npm run build',
    )
  }
}
