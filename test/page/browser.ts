import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { projectRoot } from '../world.ts'

export const executable = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
].find((path) => existsSync(path))

/**
 * Chromium without the pages of its own address bar and without a process in reserve, which each context would start: four fifths of
 * what a context costs. Of two lists of features the last one counts, so Playwright's own are here too, as far as a page of ours can meet them.
 */
export const lean: readonly string[] = [
  '--no-sandbox',
  `--disable-features=${[
    'AimEnabled',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PaintHolding',
    'PreconnectToSearch',
    'ThirdPartyStoragePartitioning',
    ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'PreloadTopChromeWebUI'],
    'SpareRendererForSitePerProcess',
  ].join(',')}`,
]

/** One browser for all of a file, and how many parts of the file are still to use it. */
let running: Promise<Browser> | undefined
let users = 0

async function leaveBrowser(): Promise<void> {
  users -= 1
  if (users > 0) return
  const last = running
  running = undefined
  await (await last)?.close()
}

/** Tests in a real Chromium; skipped, and loudly, where there is none. `browser()` is running while they do. */
export function describeInBrowser(name: string, tests: (browser: () => Browser) => void): void {
  if (executable === undefined) {
    process.stderr.write(`\n!!! ${name}: SKIPPED, there is no Chromium (apt-get install chromium) !!!\n\n`)
    describe.skip(name, () => tests(() => expectedBrowser(undefined)))
    return
  }
  describe(name, { timeout: 180_000 }, () => {
    users += 1
    let browser: Browser | undefined
    beforeAll(async () => {
      buildPages()
      running ??= chromium.launch({ executablePath: executable, args: [...lean] })
      browser = await running
    }, 120_000)
    afterAll(leaveBrowser)
    tests(() => expectedBrowser(browser))
  })
}

function expectedBrowser(browser: Browser | undefined): Browser {
  if (browser === undefined) throw new Error('there is no browser outside of a test')
  return browser
}

/** The styles and scripts of the pages, where nobody has built them yet. */
export function buildPages(): void {
  const parts = ['form.css', 'form.js', 'report.css', 'report.js']
  if (parts.every((part) => existsSync(join(projectRoot, 'dist/page', part)))) return
  execFileSync(process.execPath, ['--import', 'tsx', 'src/build/pages.ts'], { cwd: projectRoot })
}

/** What a page said to the console, and what it asked for beside itself: both are to stay empty. */
export function watch(page: Page): { readonly said: string[]; readonly asked: string[] } {
  const seen = { said: [] as string[], asked: [] as string[] }
  page.on('console', (message) => seen.said.push(message.text()))
  page.on('pageerror', (error) => seen.said.push(error.message))
  page.on('request', (request) => {
    const url = request.url()
    if (!/^(?:data|blob):/.test(url) && !request.isNavigationRequest()) seen.asked.push(url)
  })
  return seen
}

/** Resolves when the main part of the page says so: a page may still be drawing itself. */
export function saysInMain(page: Page, said: string | RegExp): Promise<void> {
  return saysIn(page, 'main', said)
}

/** As `saysInMain`, of what a selector finds. Asked from here: a page allows nobody to evaluate texts. */
export async function saysIn(page: Page, selector: string, said: string | RegExp): Promise<void> {
  const says = expect.poll(() => page.textContent(selector), { timeout: 60_000 })
  if (typeof said === 'string') await says.toContain(said)
  else await says.toMatch(said)
}

export const widths = [1200, 320] as const

export function atWidth(browser: Browser, width: number): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' })
}

const axe = readFileSync(join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8')

const everyRule = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
} as const

/** What axe finds against WCAG 2.2 AA and its best practice, a line each. */
export function violationsIn(page: Page): Promise<readonly string[]> {
  return found(page, everyRule)
}

/** What axe finds of colours alone: all that differs where a page is dark, if it was judged in the light. */
export function contrastsIn(page: Page): Promise<readonly string[]> {
  return found(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] })
}

async function found(page: Page, runOnly: object): Promise<readonly string[]> {
  // A page that moves by its fragment alone has it still.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe)
  return page.evaluate(async (rules) => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({ runOnly: rules })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  }, runOnly)
}

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/** The seven faults that axe does not see, each where it is found. */
export function missedByAxe(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { document } = globalThis as unknown as { document: Dom }
    const all = (selector: string, within: Dom = document) => [...within.querySelectorAll(selector)]
    const isShown = (one: Dom) => one.getClientRects().length > 0
    const faults: string[] = []
    const fault = (what: string, one: Dom) => faults.push(`${what}: ${one.outerHTML.slice(0, 160)}`)
    const light = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number).map((part) => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    for (const svg of all('svg').filter(isShown)) {
      const named = svg.getAttribute('aria-labelledby')?.split(' ') ?? []
      const isNamed = named.length > 0 && named.every((id) => document.getElementById(id)?.textContent)
      if (svg.getAttribute('aria-hidden') !== 'true' && (svg.getAttribute('role') !== 'img' || !isNamed))
        fault('an svg without role or name', svg)
      for (const text of all('text', svg)) {
        // Charts write on white alone.
        if (1.05 / (light(getStyle(text).fill) + 0.05) < 4.5) fault('a text of low contrast in an svg', text)
        if (/serif/.test(getStyle(text).fontFamily.replace(/sans-serif/g, '')))
          fault('a serif in an svg', text)
      }
      for (const segment of all('g', svg))
        if (all('text', segment).length === 0) fault('a segment that only a colour tells', segment)
    }
    for (const cell of all('td').filter(isShown))
      if (cell.textContent?.trim() === '' && cell.parentElement?.parentElement?.tagName !== 'THEAD')
        fault('a cell that only a colour tells', cell)
    for (const radio of all('input[type=radio]'))
      if (!radio.closest('fieldset')?.querySelectorAll('legend')[0]?.textContent?.trim())
        fault('a radio without fieldset and legend', radio)
    for (const table of all('table'))
      if (
        all('thead th[scope=col]', table).length === 0 ||
        all('tbody tr', table).some((row) => all('th[scope=row]', row).length === 0)
      )
        fault('a table without headings', table)
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
      faults.push(`the page is ${document.documentElement.scrollWidth} px wide`)
    if (document.documentElement.getAttribute('lang') !== 'en-GB') faults.push('the page has no language')
    return faults

    function getStyle(one: Dom): { fill: string; fontFamily: string } {
      return (
        globalThis as unknown as { getComputedStyle(one: Dom): { fill: string; fontFamily: string } }
      ).getComputedStyle(one)
    }
    interface Dom {
      readonly textContent: string | null
      readonly outerHTML: string
      readonly tagName: string
      readonly parentElement: Dom | null
      readonly documentElement: Dom & { readonly scrollWidth: number; readonly clientWidth: number }
      querySelectorAll(selector: string): Iterable<Dom> & { readonly [index: number]: Dom }
      getElementById(id: string): Dom | null
      getAttribute(name: string): string | null
      getClientRects(): { readonly length: number }
      closest(selector: string): Dom | null
    }
  })
}
