import type { Session } from '../../env.ts'
import { recordPath } from '../../exchange/paths.ts'
import { isWithdrawn } from '../../exchange/record.ts'
import type { Workspace } from '../workspace.ts'
import { readPublished } from './place.ts'
import { parsePublished } from './publishing.ts'
import { openExchange } from './sending.ts'

/**
 * The day on which the round was published in the exchange of tiex.yaml; undefined where it was not, or was withdrawn. Only of an exchange
 * that lies beside the council's folder: no network is asked.
 */
export async function publishedOn(workspace: Workspace, session: Session): Promise<string | undefined> {
  const { organisation } = workspace.assessment
  const path = recordPath(organisation.id, workspace.round)
  const place = await openExchange(session, workspace, undefined)
  try {
    const published = await parsePublished(path, await readPublished(place, path))
    const file = published?.file
    return file === undefined || isWithdrawn(file) ? undefined : file.published
  } finally {
    place.close()
  }
}
