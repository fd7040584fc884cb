import { quoted } from '../did-you-mean.ts'
import type { Consensus } from '../merge/consensus.ts'
import { type Counts, withCounts, withWithheld } from '../merge/counts.ts'
import { finding } from '../problem.ts'
import { padded } from '../response/padding.ts'
import { checkBlock } from './age/block.ts'
import type { Vault } from './keys/vault.ts'
import { byteLimit, type Faulty, type Loaded, placed } from './kinds/read.ts'
import { checkSchema } from './kinds/schema.ts'
import { styleOf } from './kinds/styles.ts'
import { recipientsIn } from './responses/sealed.ts'
import type { Workspace } from './workspace.ts'
import { isMap } from './yaml/equal.ts'
import { formatYaml } from './yaml/format.ts'
import { locate, parseYaml } from './yaml/read.ts'

/** What the counts repeat inside of the consensus they belong to, so that they cannot be moved to another. */
interface Bound extends Counts {
  readonly round: string
  readonly digest: string
  readonly 'sealed-to': readonly string[]
}

/** Counts of a consensus as one block that those who may facilitate can open. */
export async function sealCounts(
  { round, responses }: Consensus,
  counts: Counts,
  workspace: Workspace,
): Promise<string> {
  const recipients = recipientsIn(workspace, undefined)
  const bound: Bound = { round, digest: responses.digest, 'sealed-to': recipients, ...counts }
  const text = formatYaml(bound, styleOf('consensus'))
  return workspace.vault.seal(padded(text) ?? text, recipients)
}

/** The consensus with its counts, where a key at hand opens them; else as it is. */
export async function openCounts(
  loaded: Loaded<Consensus>,
  vault: Vault,
): Promise<Loaded<Consensus> | Faulty> {
  const read = await readCounts(loaded, vault)
  if (read === 'no key') return loaded
  return 'joined' in read ? read.joined : read
}

/** The consensus with its counts, and all that stands in their block; `no key` where none at hand opens it. */
export async function readCounts(
  loaded: Loaded<Consensus>,
  vault: Vault,
): Promise<
  | { readonly joined: Loaded<Consensus>; readonly inside: Readonly<Record<string, unknown>> }
  | Faulty
  | 'no key'
> {
  const { data, yaml } = loaded
  const block = data.sealed ?? ''
  const wrong = checkBlock(block)
  const refused = async (message: string, hint: string) => ({
    problems: await placed(loaded, [finding('sealed', ['sealed'], message, { hint })]),
  })
  if (wrong !== undefined) return refused(wrong.message, wrong.hint)
  const opened = await vault.open(block)
  if (opened.state === 'no key') return 'no key'
  const again = 'take the last version from the history, or merge again: tiex merge'
  if (opened.state === 'damaged') return refused(opened.message, again)
  const parsed = await parseYaml(`${yaml.file} (inside the block)`, opened.bytes, byteLimit('consensus'))
  if ('problems' in parsed) return parsed
  const inside = isMap(parsed.yaml.data) ? parsed.yaml.data : {}
  const { round, digest, 'sealed-to': _, ...counts } = inside
  if (round !== data.round || digest !== data.responses.digest)
    return refused(`the sealed counts are of other responses (of ${quoted(round)})`, again)
  const joined = withCounts(data, { statements: {}, ...counts } as Counts)
  const { withheld, ...plain } = joined
  const fresh = isMap(withheld) && isMap(withheld.statements) ? withWithheld(joined) : plain
  const malformed = [...checkSchema('consensus', plain), ...checkSchema('consensus', fresh)]
  if (malformed.length > 0) return { problems: await locate(parsed.yaml, malformed) }
  return { joined: { data: joined, yaml }, inside }
}
