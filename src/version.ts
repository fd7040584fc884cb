import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shippedFolder } from './files/shipped.ts'

/** The version of tiex, as package.json has it. */
export function version(): string {
  return JSON.parse(readFileSync(join(shippedFolder('.'), 'package.json'), 'utf8')).version
}
