import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { contrastsIn, describeInBrowser, missedByAxe, violationsIn, watch, widths } from './browser.ts'
import { faultySection, first, formAddress, go, opened } from './forms.ts'

/** Every kind of page, and how a person comes to it from the list of sections. */
const kinds: readonly (readonly [kind: string, come: (page: Page, url: string) => Promise<void>])[] = [
  ['start', (page, url) => go(page, url, '#/')],
  ['the question about keeping', (page, url) => go(page, url, '#/keep')],
  ['a fault', failToSend],
  ['sections', (page, url) => go(page, url, '#/tasks')],
  ['a cell', (page, url) => go(page, url, `#/section/${first}`)],
  ['a success factor', (page, url) => go(page, url, '#/section/approach-to-change')],
  ['a cell with faults', faultySection],
  ['results', (page, url) => go(page, url, '#/results')],
  ['saving a locked file', (page, url) => go(page, url, '#/lock')],
  ['opening a locked file', (page, url) => go(page, url, '#/open')],
  ['check your answers', (page, url) => go(page, url, '#/check')],
  ['sharing notes', (page, url) => go(page, url, '#/notes')],
  ['the finished file', finished],
]

/** Kinds with all colours there are, those of faults too. */
const shownInTheDark = new Set(['a fault', 'a cell with faults', 'the finished file'])

async function failToSend(page: Page, url: string): Promise<void> {
  await go(page, url, '#/check')
  await page.click('button[value=finish]')
  await page.waitForSelector('#errors')
}

async function finished(page: Page, url: string): Promise<void> {
  await go(page, url, `#/section/${first}`)
  await page.fill('[name="note:rationale"]', 'A reason')
  await page.fill('[name="url:evidence"] >> nth=0', '')
  await go(page, url, '#/notes')
  await page.check('#shares')
  await page.click('button[value=continue]')
  await page.click('button[value=finish]')
  await page.waitForSelector('.govuk-panel')
}

describeInBrowser('each page of the form', (browser) => {
  it.each(widths)(
    'has no fault that axe finds, nor one of those it misses, nor one of contrast in the dark, at %i px',
    async (width) => {
      const url = await formAddress()
      const page = await opened(browser(), url, width)
      const seen = watch(page)
      const faults: string[] = []
      for (const [kind, come] of kinds) {
        await come(page, url)
        for (const fault of [...(await violationsIn(page)), ...(await missedByAxe(page))])
          faults.push(`${kind}: ${fault}`)
        await removePaper(page)
        if (width === 320 || !shownInTheDark.has(kind)) continue
        await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
        for (const fault of await contrastsIn(page)) faults.push(`${kind} in the dark: ${fault}`)
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      }
      expect(faults).toEqual([])
      expect(seen).toEqual({ said: [], asked: [] })
      await page.context().close()
    },
  )
})

/** The questionnaire for print, which is hidden: six of seven elements, in each page the same, judged with the first. */
function removePaper(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: { getElementById(id: string): { remove(): void } | null }
    }
    document.getElementById('paper')?.remove()
  })
}
