import type { FormContents } from '../../questionnaire/form-contents.ts'
import { type Draft, parseDraft } from './draft.ts'
import type { Durable } from './durable.ts'

/** The part of `localStorage` that is used: what all windows of a form see at once. */
type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Where a draft is kept on the device, if the person allowed it. */
export interface Keeping {
  /** The draft that is there, whichever window put it there; undefined without one. */
  read(): Draft | undefined
  /** Whether the person allowed it; undefined until they were asked. */
  allowed(): boolean | undefined
  /** Whether what is kept is on the disk at once, and not when the browser likes. */
  readonly isDurable: boolean
  /** Takes up what is there, as another window of the form put it; says whether there is something. */
  join(): boolean
  /** Says whether it worked; where another window deleted what was kept nothing is, and nothing is allowed any more. */
  write(draft: Draft): boolean
  allow(draft: Draft): boolean
  /** Nothing more is kept, and what was is gone. */
  forget(): void
  /** Another window deleted what was kept: nothing more is kept from here either. */
  withdraw(): void
  /** What an earlier form of the same person and round left here; undefined where it has no answers to these questions. */
  earlier(): { readonly draft: Draft | undefined } | undefined
  forgetEarlier(): void
  /** Called once the browser keeps no more. */
  onLost(act: () => void): void
}

/** How a draft is kept: `revision` grows with each change, a text without a draft says that it was deleted. */
interface Kept {
  readonly revision: number
  readonly draft?: unknown
}

/**
 * One place for each form: two people who share a device, and two forms of one person, never meet. What the disk holds that is newer
 * than what windows see is put back first: a browser that was killed has lost it there.
 */
export async function keepingOn(
  storage: Storage | undefined,
  durable: Durable | undefined,
  contents: FormContents,
): Promise<Keeping> {
  const { organisation, round, person, token } = contents
  const all = `tiex-form:${[organisation.id, round, person.id].join(':')}:`
  const place = `${all}${token}`
  let allowed: boolean | undefined
  let isLost = false
  let revision = 0
  const attempt = <Result>(act: (storage: Storage) => Result): Result | undefined => {
    try {
      return storage === undefined ? undefined : act(storage)
    } catch {
      // Storage is full or forbidden: the page then asks for a file, and warns before it is left.
      return undefined
    }
  }
  const textAt = (at: string) => attempt((store) => store.getItem(at)) ?? undefined
  const draftAt = (at: string) => {
    const text = textAt(at)
    const draft =
      text === undefined ? undefined : parseDraft(JSON.stringify(keptIn(text)?.draft ?? null), contents)
    return typeof draft === 'object' ? draft : undefined
  }
  const put = (draft: Draft) =>
    attempt((store) => {
      revision = Math.max(revision, keptIn(store.getItem(place))?.revision ?? 0) + 1
      const text = JSON.stringify({ revision, draft } satisfies Kept)
      store.setItem(place, text)
      durable?.put(place, text)
      return !isLost
    }) ?? false
  const remove = (at: string) => {
    const last = Math.max(at === place ? revision : 0, keptIn(textAt(at))?.revision ?? 0)
    durable?.put(at, JSON.stringify({ revision: last + 1 } satisfies Kept))
    attempt((store) => store.removeItem(at))
  }
  const others = () =>
    attempt((store) =>
      Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter(
        (at) => at.startsWith(all) && at !== place,
      ),
    ) ?? []
  const kept = (await durable?.all(all)) ?? new Map<string, string>()
  for (const [at, text] of kept) {
    const onDisk = keptIn(text)
    if (onDisk === undefined || onDisk.revision < (keptIn(textAt(at))?.revision ?? 0)) continue
    if (at === place) revision = onDisk.revision
    attempt((store) => (onDisk.draft === undefined ? store.removeItem(at) : store.setItem(at, text)))
  }
  const join = () => {
    if (draftAt(place) === undefined) return false
    allowed = true
    return true
  }
  join()
  return {
    isDurable: durable !== undefined,
    read: () => draftAt(place),
    join,
    allowed: () => allowed,
    write: (draft) => {
      if (textAt(place) === undefined) allowed = false
      return allowed === true && put(draft)
    },
    allow: (draft) => {
      allowed = put(draft)
      return allowed
    },
    forget: () => {
      allowed = false
      remove(place)
    },
    withdraw: () => {
      allowed = false
    },
    earlier: () => {
      const [first, ...rest] = others()
      if (first === undefined) return undefined
      return { draft: [first, ...rest].map(draftAt).find((draft) => draft !== undefined) }
    },
    forgetEarlier: () => others().forEach(remove),
    onLost: (act) => {
      durable?.onLost(() => {
        isLost = true
        act()
      })
    },
  }
}

function keptIn(text: string | null | undefined): Kept | undefined {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null
    return typeof kept?.revision === 'number' ? kept : undefined
  } catch {
    return undefined
  }
}
