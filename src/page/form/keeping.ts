import type { FormContents } from '../../questionnaire/form-contents.ts'
import { type Draft, parseDraft } from './draft.ts'

/** The part of `localStorage` that is used. */
type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Where a draft is kept on the device, if the person allowed it. */
export interface Keeping {
  /** The draft that is there; undefined without one. */
  read(): Draft | undefined
  /** Whether the person allowed it; undefined until they were asked. */
  allowed(): boolean | undefined
  /** Says whether it worked. */
  write(draft: Draft): boolean
  allow(draft: Draft): boolean
  /** Nothing more is kept, and what was is gone. */
  forget(): void
}

/** One place for each form: two people who share a device, and two forms of one person, never meet. */
export function keepingOn(storage: Storage | undefined, contents: FormContents): Keeping {
  const { organisation, round, person, token } = contents
  const place = `tiex-form:${[organisation.id, round, person.id, token].join(':')}`
  let allowed: boolean | undefined
  const attempt = <Result>(act: (storage: Storage) => Result): Result | undefined => {
    try {
      return storage === undefined ? undefined : act(storage)
    } catch {
      // Storage is full or forbidden: the page then asks for a file, and warns before it is left.
      return undefined
    }
  }
  const write = (draft: Draft) =>
    attempt((store) => {
      store.setItem(place, JSON.stringify(draft))
      return true
    }) ?? false
  const read = () => {
    const text = attempt((store) => store.getItem(place))
    const draft = typeof text === 'string' ? parseDraft(text, contents) : undefined
    return typeof draft === 'object' ? draft : undefined
  }
  if (read() !== undefined) allowed = true
  return {
    read,
    write,
    allowed: () => allowed,
    allow: (draft) => {
      allowed = write(draft)
      return allowed
    },
    forget: () => {
      allowed = false
      attempt((store) => store.removeItem(place))
    },
  }
}
