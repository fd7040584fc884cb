const presenting = 'tiex-presenting'
const here = 'tiex-here'
/** A section that holds the one that is shown: of it only the heading stays. */
const around = 'tiex-around'

/** Makes the report a presentation where it is wanted: one section a screen, arrow keys between them, Escape to leave. Without a script the report is read as it is. */
export function present(document: Document, window: Window): void {
  const slides = [...document.querySelectorAll<HTMLElement>('[data-slide]')]
  const begin = document.querySelector<HTMLButtonElement>('#present')
  const bar = document.querySelector<HTMLElement>('#presenter')
  if (begin === null || bar === null || slides.length === 0) return
  const root = document.documentElement
  const place = bar.querySelector<HTMLElement>('p')!
  let at = 0

  const isOn = () => root.classList.contains(presenting)

  const show = (index: number) => {
    at = Math.max(0, Math.min(slides.length - 1, index))
    const slide = slides[at]!
    for (const one of slides) {
      one.classList.toggle(here, one === slide)
      one.classList.toggle(around, one !== slide && one.contains(slide))
    }
    place.textContent = `${at + 1} of ${slides.length}`
    window.history.replaceState(null, '', `#${slide.id}`)
    window.scrollTo(0, 0)
    headingOf(slide)?.focus()
  }

  const start = () => {
    const first = firstSeen(slides, window)
    root.classList.add(presenting)
    bar.hidden = false
    show(first)
  }

  const end = () => {
    root.classList.remove(presenting)
    bar.hidden = true
    const { pathname, search, hash } = window.location
    const asked = new URLSearchParams(search)
    asked.delete('present')
    window.history.replaceState(null, '', `${pathname}${asked.size === 0 ? '' : `?${asked}`}${hash}`)
    const slide = slides[at]!
    slide.scrollIntoView()
    headingOf(slide)?.focus()
  }

  begin.hidden = false
  begin.addEventListener('click', start)
  bar.querySelector('[data-to="back"]')?.addEventListener('click', () => show(at - 1))
  bar.querySelector('[data-to="on"]')?.addEventListener('click', () => show(at + 1))
  bar.querySelector('[data-to="end"]')?.addEventListener('click', end)
  document.addEventListener('keydown', (event) => {
    if (!isOn() || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const step = stepOf(event, window)
    if (event.key === 'Escape') end()
    else if (step !== undefined) show(step === 'first' ? 0 : step === 'last' ? slides.length - 1 : at + step)
    else return
    event.preventDefault()
  })
  window.addEventListener('hashchange', () => {
    const target = slides.findIndex(({ id }) => `#${id}` === window.location.hash)
    if (isOn() && target !== -1) show(target)
  })
  if (new URLSearchParams(window.location.search).has('present')) start()
}

/** Where a key leads: so many sections on, or an end. The arrows move a table that is wider than the screen first; PageDown and PageUp, which clickers send, what is longer than the screen. */
function stepOf({ key, target }: KeyboardEvent, window: Window): number | 'first' | 'last' | undefined {
  const box = target instanceof Element ? target.closest('.tiex-scroll') : null
  const scrolls = box !== null && box.scrollWidth > box.clientWidth
  if ((key === 'ArrowRight' || key === 'ArrowLeft') && !scrolls) return key === 'ArrowRight' ? 1 : -1
  const { scrollHeight, clientHeight } = window.document.documentElement
  if (key === 'PageDown') return window.scrollY + clientHeight < scrollHeight - 2 ? undefined : 1
  if (key === 'PageUp') return window.scrollY > 2 ? undefined : -1
  if (key === 'Home') return 'first'
  return key === 'End' ? 'last' : undefined
}

function headingOf(slide: HTMLElement): HTMLElement | null {
  return slide.querySelector<HTMLElement>('h1, h2, h3')
}

/** The section the address names, else the one at the top of the screen. */
function firstSeen(slides: readonly HTMLElement[], window: Window): number {
  const named = slides.findIndex(({ id }) => `#${id}` === window.location.hash)
  if (named !== -1) return named
  const seen = slides.findLastIndex((slide) => slide.getBoundingClientRect().top <= 1)
  return Math.max(0, seen)
}
