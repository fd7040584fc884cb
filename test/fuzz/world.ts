import { join } from 'node:path'
import type { Session } from '../../src/env.ts'
import { openWorkspace, type Workspace } from '../../src/files/workspace.ts'
import { projectRoot } from '../world.ts'

/** The example council, opened with no key: what files are checked against. */
export function openExampleshire(): Promise<Workspace> {
  const session = { folder: join(projectRoot, 'examples/exampleshire'), env: { variables: {} } }
  return openWorkspace(session as unknown as Session, { keys: 'none' })
}
