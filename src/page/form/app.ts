import { type Change, starting } from '../../questionnaire/changes.ts'
import type { Course } from '../../questionnaire/course.ts'
import type { FormContents } from '../../questionnaire/form-contents.ts'
import { formTitle } from '../../render/form/document.ts'
import { changed, type Draft } from './draft.ts'
import type { Fault, Html } from './html.ts'
import type { Keeping } from './keeping.ts'

/** A page of the form, as it is now. */
export interface Page {
  readonly title: string
  readonly content: Html
  /** Fills in what people typed, once the page stands. */
  readonly ready?: (page: HTMLElement) => void
  /** What its buttons do, by their value. */
  readonly actions?: Readonly<Record<string, (form: HTMLFormElement) => void | Promise<void>>>
  /** Called at each change of a field. */
  readonly changed?: (form: HTMLFormElement, field: Element) => void
}

/** Makes the page of a route; `faults` are told in it. */
export type Route = (app: App, rest: string, faults: readonly Fault[]) => Page

/** A question in which nothing is chosen for the person, before answers are lost. */
interface Choice {
  readonly question: string
  readonly hint: string
  /** Said where none was chosen. */
  readonly missing: string
  readonly back: string
  readonly options: readonly { readonly label: string; readonly hint?: string; readonly act: () => void }[]
}

/** Everything a page may use. */
export interface App {
  readonly contents: FormContents
  readonly course: Course
  readonly keeping: Keeping
  readonly draft: Draft
  /** The answers as a file, once they are finished; gone with the next change. */
  readonly file: string | undefined
  /** The person allowed it, and yet the browser did not keep the last change. */
  readonly keepsNoMore: boolean
  /** Whether something would be lost if the page were left now. */
  readonly unsaved: boolean
  /** UTC, to the second. */
  now(): string
  change(change: Change): void
  /** Keeps the answers on the device from now on, or no longer; says whether it could be done. */
  keep(allowed: boolean): boolean
  /** Puts another draft in place, and keeps it where that is allowed. */
  take(draft: Draft): void
  /** What the person has to choose between before it goes on; undefined where nothing is asked. */
  readonly choice: Choice | undefined
  /** Asks which of several answers, or deeds, it shall be. */
  ask(choice: Choice): void
  finish(file: string): void
  /** The answers went into a file, or a message. */
  saved(): void
  go(route: string): void
  /** Shows the page again with what is wrong in it. */
  fail(faults: readonly Fault[]): void
  /** Says something without moving the focus. */
  tell(text: string): void
  download(name: string, text: string): void
  copy(text: string): Promise<boolean>
  print(): void
}

interface Start {
  readonly window: Window & typeof globalThis
  readonly contents: FormContents
  readonly course: Course
  readonly keeping: Keeping
  readonly draft: Draft
  readonly now: () => string
  readonly routeOf: (path: string, app: App) => readonly [Route, rest: string]
}

/** Said where the browser keeps nothing more, though it may. */
export const keepsNoMore =
  'This browser can keep no more of your answers: save a locked file before you close the page.'
const deletedElsewhere =
  'Your answers were deleted from this device in another window. They are in this window until you close it.'

/** Runs the form in a window: shows the page of the address, keeps every change at once, warns before something is lost. */
export function run({ window, contents, course, keeping, now, routeOf, ...start }: Start): App {
  const { document } = window
  const place = document.getElementById('page')!
  const status = document.getElementById('status')!
  let draft = start.draft
  let file: string | undefined
  // What is on the device is lost with it, a draft nobody has touched is no loss.
  let kept = keeping.allowed() === true
  let safe = !kept
  let page: Page | undefined
  let choice: Choice | undefined
  let shown = false

  const put = (next: Draft) => {
    if (next === draft) return
    draft = next
    file = undefined
    safe = false
    if (keeping.allowed() !== true) return
    kept = keeping.write(draft)
    if (keeping.allowed() !== true) app.tell(deletedElsewhere)
  }
  /** Another window of this form may have begun to keep answers, or go on with them. */
  const catchUp = () => {
    if (keeping.allowed() === undefined && keeping.join()) kept = true
    const latest = kept && keeping.allowed() === true ? keeping.read() : undefined
    if (latest === undefined || JSON.stringify(latest) === JSON.stringify(draft)) return
    draft = latest
    file = undefined
  }
  const show = (faults: readonly Fault[] = []) => {
    catchUp()
    const [route, rest] = routeOf(window.location.hash.slice(1) || '/', app)
    page = route(app, rest, faults)
    place.innerHTML = page.content.html
    document.title = `${faults.length > 0 ? 'Error: ' : ''}${page.title} – ${formTitle(contents)}`
    document.body.dataset.route = window.location.hash.split('/')[1] ?? ''
    page.ready?.(place)
    // At the first sight of the form the focus stays where the browser put it.
    if (!shown && faults.length === 0) return
    document.getElementById(faults.length > 0 ? 'errors' : 'heading')?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }
  const app: App = {
    contents,
    course,
    keeping,
    now,
    get draft() {
      return draft
    },
    get file() {
      return file
    },
    get choice() {
      return choice
    },
    ask: (asked) => {
      choice = asked
      app.go('/choose')
    },
    get keepsNoMore() {
      return keeping.allowed() === true && !kept
    },
    get unsaved() {
      return !safe && !kept
    },
    keep: (allowed) => {
      if (allowed) kept = keeping.allow(draft)
      else keeping.forget()
      kept &&= allowed
      return kept === allowed
    },
    change: (change) => {
      // Another window may have the same form open: its answers stay.
      const latest = kept && keeping.allowed() === true ? (keeping.read() ?? draft) : draft
      put(changed(latest, starting(change, now(), contents.person.role)))
    },
    take: put,
    finish: (text) => {
      put({ ...draft, finished: draft.finished + 1 })
      file = text
    },
    saved: () => {
      safe = true
    },
    go: (route) => {
      if (window.location.hash === `#${route}`) show()
      else window.location.hash = route
    },
    fail: show,
    tell: (text) => {
      status.textContent = text
    },
    download: (name, text) => {
      const url = window.URL.createObjectURL(new window.Blob([text], { type: 'application/octet-stream' }))
      const link = Object.assign(document.createElement('a'), { href: url, download: name })
      link.click()
      window.setTimeout(() => window.URL.revokeObjectURL(url), 60_000)
    },
    copy: async (text) => {
      try {
        await window.navigator.clipboard.writeText(text)
        return true
      } catch {
        return false
      }
    },
    print: () => window.print(),
  }

  place.addEventListener('submit', (event) => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const pressed = (event as SubmitEvent).submitter as HTMLButtonElement | null
    void page?.actions?.[pressed?.value ?? '']?.(form)
  })
  const noticed = (event: Event) => {
    const field = event.target as Element
    const form = field.closest('form')
    if (form !== null) page?.changed?.(form, field)
  }
  place.addEventListener('input', noticed)
  place.addEventListener('change', noticed)
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a')
    const to = link?.classList.contains('govuk-skip-link') ? 'main' : link?.dataset.to
    if (to === undefined) return
    event.preventDefault()
    const field = document.getElementById(to)
    const legend = field?.closest('fieldset')?.querySelector('legend') ?? field
    legend?.scrollIntoView()
    field?.focus({ preventScroll: true })
  })
  window.addEventListener('hashchange', () => {
    status.textContent = ''
    show()
  })
  // What stands on a page of questions is not drawn again under the hands of who fills it in.
  const isFilledIn = () => document.body.dataset.route === 'section'
  window.addEventListener('storage', () => {
    const was = keeping.allowed()
    if (was === true && keeping.read() === undefined) {
      keeping.withdraw()
      kept = false
      safe = false
      if (!isFilledIn()) show()
      app.tell(deletedElsewhere)
      return
    }
    const before = draft
    catchUp()
    if (draft !== before && (was === undefined || !isFilledIn())) show()
  })
  keeping.onLost(() => {
    kept = false
    app.tell(keepsNoMore)
  })
  window.addEventListener('beforeunload', (event) => {
    if (app.unsaved) event.preventDefault()
  })
  show()
  shown = true
  return app
}
