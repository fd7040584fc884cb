/** Texts by place, on the disk before anything is said of them: a browser writes `localStorage` when it likes. */
export interface Durable {
  /** Everything whose place begins so. */
  all(prefix: string): Promise<ReadonlyMap<string, string>>
  /** Puts a text in its place; of several in a row the last one counts. */
  put(place: string, text: string): void
  /** Called once nothing more can be put. */
  onLost(act: () => void): void
}

/** A browser that never answers must not keep anybody from the form. */
const patience = 3_000
const store = 'drafts'

/** The texts that this browser keeps on its disk; undefined where it does not let a page do that. */
export async function openDurable(factory: IDBFactory | undefined): Promise<Durable | undefined> {
  const database = await opened(factory)
  if (database === undefined) return undefined
  const waiting = new Map<string, string>()
  let lost: () => void = () => {}
  let busy = false
  const next = () => {
    if (busy || waiting.size === 0) return
    busy = true
    const some = [...waiting]
    waiting.clear()
    try {
      const work = database.transaction(store, 'readwrite', { durability: 'strict' })
      for (const [place, text] of some) work.objectStore(store).put(text, place)
      work.oncomplete = () => {
        busy = false
        next()
      }
      work.onabort = () => lost()
      work.commit?.()
    } catch {
      lost()
    }
  }
  return {
    all: (prefix) => readAll(database, prefix),
    put: (place, text) => {
      waiting.set(place, text)
      next()
    },
    onLost: (act) => {
      lost = act
    },
  }
}

function opened(factory: IDBFactory | undefined): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), patience)
    try {
      const asked = factory?.open('tiex-form', 1)
      if (asked === undefined) return resolve(undefined)
      asked.onupgradeneeded = () => asked.result.createObjectStore(store)
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => resolve(undefined)
    } catch {
      resolve(undefined)
    }
  })
}

function readAll(database: IDBDatabase, prefix: string): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve) => {
    const found = new Map<string, string>()
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
    const asked = database.transaction(store).objectStore(store).openCursor(range)
    asked.onsuccess = () => {
      const cursor = asked.result
      if (cursor === null) return resolve(found)
      found.set(String(cursor.key), String(cursor.value))
      cursor.continue()
    }
    asked.onerror = () => resolve(found)
  })
}
