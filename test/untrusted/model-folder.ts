import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { type OpenParts, smallParts } from '../model/small-parts.ts'
import type { Testshire } from './council.ts'

/** The files of a model's folder by their path in it. */
export type Files = Record<string, string>

const resources = {
  format: 'tiex-resources/1',
  resources: [
    {
      id: 'a-guide',
      title: 'A guide',
      publisher: 'A publisher',
      url: 'https://guide.example/one',
      type: 'guidance',
      summary: 'What to do first.',
      characteristics: ['roads'],
    },
  ],
}

const glossary = { format: 'tiex-glossary/1', terms: [{ term: 'Road', definition: 'A way between places.' }] }

/** The small model as the files of a folder, with a resource and a term; `change` may spoil its parts before. */
export function smallFolder(change: (parts: OpenParts) => void = () => {}): Files {
  const parts = smallParts()
  change(parts)
  const all = [parts.model, ...parts.characteristics, ...parts.factors]
  return {
    ...Object.fromEntries(
      all.map(({ file, data }) => [file, stringify(data, { aliasDuplicateObjects: false })]),
    ),
    'resources/own.yaml': stringify(resources),
    'glossary.yaml': stringify(glossary),
  }
}

/** Writes a folder of the council anew. */
export function writeFolder(council: Testshire, folder: string, files: Files): void {
  const root = join(council.folder, folder)
  rmSync(root, { recursive: true, force: true })
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
}

/** Where the council keeps its own copy of the small model. */
export const ownModel = 'model/small-1.0'

/** Turns Testshire into a council that answers the small model: pinned, kept in its repository, answered by alice and submitted. */
export async function adoptSmallModel(council: Testshire): Promise<void> {
  writeFolder(council, ownModel, smallFolder())
  const pin = `model: {id: small, version: "1.0", digest: "${await digestOf(council, ownModel)}"}`
  council.put('tiex.yaml', council.read('tiex.yaml').replace(/^model: .*$/m, pin))
  rmSync(join(council.folder, 'rounds/2026-autumn/responses/bob.yaml'), { force: true })
  council.put('rounds/2026-autumn/responses/alice.yaml', response)
}

const response = `format: tiex-response/1
model: small@1.0
round: 2026-autumn
person: alice
role: service
submitted: 2026-10-09T16:00:00Z
answers:
  roads:
    inside:
      look: mostly
      choose: in-places
      notes:
        rationale: We count the holes.
success-factors:
  courage:
    speak: often
`

/** The digest that `model check` prints for a good folder. */
export async function digestOf(council: Testshire, folder: string): Promise<string> {
  const { stdout } = await council.tiex(['model', 'check', folder])
  return stdout.match(/^sha256:[0-9a-f]{64}$/m)?.[0] ?? `no digest: ${stdout}`
}
