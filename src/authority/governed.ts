import { behindShortName, type NamesIn } from './short-names.ts'

/** What a file of an assessment is, as far as it matters for who may change it. */
export type Governed =
  | { readonly kind: 'assessment' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'response'; readonly round: string; readonly person: string }
  /** `agreed`: the consensus, the second look and the plan. */
  | { readonly kind: 'agreed' | 'signatures' | 'round'; readonly round: string }
  | { readonly kind: 'shared' }
  /** A name that some machines take for the governed file `of`, or a reader does. */
  | { readonly kind: 'look-alike'; readonly of: string }

/** What stands at the top of an assessment's folder, by name. `rounds` is looked into. */
const top: Readonly<Record<string, Governed | 'rounds'>> = {
  'tiex.yaml': { kind: 'assessment' },
  model: { kind: 'settings' },
  schemas: { kind: 'settings' },
  '.gitattributes': { kind: 'settings' },
  '.github': { kind: 'settings' },
  '.gitlab': { kind: 'settings' },
  '.gitlab-ci.yml': { kind: 'settings' },
  codeowners: { kind: 'settings' },
  rounds: 'rounds',
  resources: { kind: 'shared' },
  practice: { kind: 'shared' },
}

/** Names at the top that are not written in small letters. */
const spelled: Readonly<Record<string, string>> = { codeowners: 'CODEOWNERS' }

/** What git and the forges read of a whole repository, wherever in it the assessment stands. */
const atRoot: readonly string[] = [
  '.github',
  '.gitlab',
  '.gitlab-ci.yml',
  '.gitattributes',
  'CODEOWNERS',
  'docs/CODEOWNERS',
]

const inRound: Readonly<Record<string, 'agreed' | 'signatures'>> = {
  'consensus.yaml': 'agreed',
  'second-look.yaml': 'agreed',
  'plan.yaml': 'agreed',
  'signatures.yaml': 'signatures',
}

/**
 * What the file at a path from the root of the repository is; undefined for one that everybody may change. `folder` is where the
 * assessment stands: '' or `a/b/`. A folder's own path counts too: a link or submodule may stand where the folder belongs.
 */
export function governedAs(path: string, folder = ''): Governed | undefined {
  if (folder !== '' && folder.startsWith(`${path}/`)) return { kind: 'settings' }
  const same = likeness(path)
  const inside = likeness(folder)
  const hidden = same.includes('~') ? behindShortName(same, namesAround(same, folder)) : undefined
  if (hidden !== undefined) return { kind: 'look-alike', of: hidden }
  if (!same.startsWith(inside))
    return inside.startsWith(`${same}/`)
      ? { kind: 'look-alike', of: folder }
      : governedAbove(path, same, folder)
  const known = knownAs(same.slice(inside.length))
  if (known === undefined) return governedAbove(path, same, folder)
  const [governed, spelling] = known
  return path === `${folder}${spelling}` || isOwnName(governed, path, `${folder}${spelling}`)
    ? governed
    : { kind: 'look-alike', of: `${folder}${spelling}` }
}

/** As what a path counts for the whole repository; `.gitattributes` in every folder that leads to the assessment, too. */
function governedAbove(path: string, same: string, folder: string): Governed | undefined {
  const isBelow = (name: string) => `${same}/`.startsWith(`${name}/`)
  const name =
    atRoot.find((one) => isBelow(one.toLowerCase())) ??
    (same.endsWith('/.gitattributes')
      ? attributesAbove(folder).find((one) => isBelow(likeness(one)))
      : undefined)
  if (name === undefined) return undefined
  return path === name || path.startsWith(`${name}/`)
    ? { kind: 'settings' }
    : { kind: 'look-alike', of: name }
}

function attributesAbove(folder: string): readonly string[] {
  const leading = folder.split('/').slice(0, -2)
  return leading.map((_, index) => `${leading.slice(0, index + 1).join('/')}/.gitattributes`)
}

/** In which folders on the way to a path governed names stand, for an assessment in `folder`. */
function namesAround(path: string, folder: string): readonly NamesIn[] {
  const way = folder.split('/').slice(0, -1)
  const leading = way.map((_, index) =>
    way
      .slice(0, index)
      .map((one) => `${one}/`)
      .join(''),
  )
  const round = path.slice(folder.length).split('/')[1] ?? ''
  return [
    { folder: '', names: atRoot },
    { folder: 'docs/', names: ['CODEOWNERS'] },
    ...leading.map((above, index) => ({ folder: above, names: [way[index] ?? '', '.gitattributes'] })),
    { folder, names: Object.keys(top).map((name) => spelled[name] ?? name) },
    ...['', `${round}/`, `${round}/responses/`].map(
      (below): NamesIn => ({ folder: `${folder}rounds/${below}`, names: 'any' }),
    ),
  ]
}

/** Deeper down in a folder of one kind, names are free: only what leads there has to be spelled as it is. */
function isOwnName({ kind }: Governed, path: string, spelling: string): boolean {
  return (kind === 'settings' || kind === 'shared' || kind === 'round') && path.startsWith(`${spelling}/`)
}

/** What a path in small letters is, and how the part of it that is fixed is written. */
function knownAs(path: string): readonly [Governed, spelling: string] | undefined {
  const [first = '', round, name, file, ...deeper] = path.split('/')
  const found = Object.hasOwn(top, first) ? top[first] : undefined
  if (found === undefined) return undefined
  if (found !== 'rounds') return [found, spelled[first] ?? first]
  if (round === undefined) return [{ kind: 'settings' }, first]
  if (name === undefined) return [{ kind: 'round', round }, `${first}/${round}`]
  const kind = Object.hasOwn(inRound, name) ? inRound[name] : undefined
  if (kind !== undefined) return [{ kind, round }, `${first}/${round}/${name}`]
  if (name !== 'responses') return [{ kind: 'round', round }, `${first}/${round}`]
  const person = deeper.length > 0 ? undefined : /^([a-z][a-z0-9-]*)\.yaml$/.exec(file ?? '')?.[1]
  if (person === undefined) return [{ kind: 'round', round }, `${first}/${round}/${name}`]
  return [{ kind: 'response', round, person }, path]
}

/** Characters that nobody sees; some file systems leave them out of names. */
const unseen =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u034f|\u200c|\u200d|[\ufe00-\ufe0f]/g

/** One text for all paths that some machine, or a reader, takes for the same: letter case, Unicode form, `\`, dots and spaces at an end. */
function likeness(path: string): string {
  return path
    .replaceAll('\\', '/')
    .normalize('NFKC')
    .replace(unseen, '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[. ]+(?=\/|$)/g, '')
}
