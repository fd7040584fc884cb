import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { readModel, shippedModels } from '../../src/files/models.ts'
import { writeExchange } from '../an-exchange.ts'
import { openExample } from '../world.ts'
import { contrastsIn, describeInBrowser, missedByAxe, violationsIn, watch, widths } from './browser.ts'

let made: Promise<string> | undefined

/** The report of the example beside an exchange, as a file that nobody changes. */
function reportFile(): Promise<string> {
  made ??= makeReport()
  return made
}

async function makeReport(): Promise<string> {
  const world = openExample()
  const tiex = join(world.folder, 'tiex.yaml')
  writeFileSync(tiex, `${readFileSync(tiex, 'utf8')}marking: OFFICIAL\n`)
  const exchange = join(world.folder, '..', 'exchange')
  const read = await readModel(shippedModels().at(-1)!)
  if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
  writeExchange(exchange, read.model)
  const { code, stderr } = await world.tiex(['report', '-o', 'report.html', '--exchange', exchange], {
    now: '2026-12-14T09:30:00Z',
  })
  expect([code, stderr]).toEqual([0, expect.stringContaining('The report goes to report.html\nNext: ')])
  return join(world.folder, 'report.html')
}

async function opened(browser: Browser, options: BrowserContextOptions = {}, more = ''): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${pathToFileURL(await reportFile())}${more}`)
  return page
}

const shownSlides = (page: Page) =>
  page
    .locator('[data-slide]')
    .evaluateAll((all) =>
      (all as unknown as { id: string; getBoundingClientRect(): { height: number } }[])
        .filter((one) => one.getBoundingClientRect().height > 1)
        .map(({ id }) => id),
    )
const isFocused = (page: Page, selector: string) => page.locator(`${selector}:focus`).isVisible()
const styleOf = (page: Page, selector: string, name: string) =>
  page
    .locator(selector)
    .evaluate(
      (one, property) =>
        (
          globalThis as unknown as { getComputedStyle(one: unknown): Readonly<Record<string, string>> }
        ).getComputedStyle(one)[property],
      name,
    )

describeInBrowser('the report', (browser) => {
  it.each(widths)('has no fault of accessibility at %i px', async (width) => {
    const page = await opened(browser(), { viewport: { width, height: 800 }, bypassCSP: true })
    expect(await violationsIn(page)).toEqual([])
    expect(await missedByAxe(page)).toEqual([])
  })

  it('shows its marking in the light and in the dark, which axe does not see, and has no fault of contrast there', async () => {
    const page = await opened(browser(), { bypassCSP: true })
    const marking = () =>
      Promise.all([
        styleOf(page, 'header .tiex-marking', 'color'),
        styleOf(page, '.tiex-top', 'backgroundColor'),
      ])
    expect(await marking()).toEqual(['rgb(11, 12, 12)', 'rgb(255, 255, 255)'])
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    expect(await marking()).toEqual(['rgb(243, 242, 241)', 'rgb(20, 25, 31)'])
    expect(await contrastsIn(page)).toEqual([])
    expect(await styleOf(page, 'body', 'backgroundColor')).toBe('rgb(20, 25, 31)')
  })

  it('has none while it is presented', async () => {
    const page = await opened(browser(), { bypassCSP: true }, '?present#actions')
    expect(await violationsIn(page)).toEqual([])
    expect(await missedByAxe(page)).toEqual([])
  })

  it('keeps the ground and colours of charts where colours are forced', async () => {
    const page = await opened(browser(), { forcedColors: 'active' })
    expect(await styleOf(page, '#levels svg', 'forcedColorAdjust')).toBe('none')
    expect(await styleOf(page, '#levels svg', 'backgroundColor')).toBe('rgb(255, 255, 255)')
  })

  it('asks for nothing, says nothing to the console and bears nobody’s brand', async () => {
    const context = await browser().newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const { said, asked } = watch(page)
    const file = await reportFile()
    await page.goto(`${pathToFileURL(file)}`)
    await page.locator('#present').click()
    expect([said, asked]).toEqual([[], []])
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('It names 12 other councils and shows what their levels come to together.')
    expect(text).toContain('for councils of the sector only: pass this page on to nobody else.')
    expect(text).not.toMatch(/GDS Transport|crown|@font-face|url\((?!#)/i)
    expect(text.length).toBeLessThan(500_000)
  })

  it('is read whole without a script', async () => {
    const page = await opened(browser(), { javaScriptEnabled: false })
    expect(await page.locator('#present').isVisible()).toBe(false)
    expect(await page.locator('#presenter').isVisible()).toBe(false)
    expect(await page.locator('section.tiex-part:visible').count()).toBeGreaterThan(30)
  })

  it('is presented one section a screen: arrows, Home, End, Escape', async () => {
    const page = await opened(browser())
    await page.locator('#present').focus()
    await page.keyboard.press('Enter')
    expect(await shownSlides(page)).toEqual(['top'])
    await page.keyboard.press('ArrowRight')
    expect(await shownSlides(page)).toEqual(['standing'])
    expect(await isFocused(page, '#standing h2')).toBe(true)
    await page.keyboard.press('ArrowLeft')
    expect(await shownSlides(page)).toEqual(['top'])
    await page.keyboard.press('End')
    expect(await shownSlides(page)).toEqual(['origin'])
    await page.keyboard.press('ArrowRight')
    expect(await shownSlides(page)).toEqual(['origin'])
    await page.keyboard.press('Home')
    expect(await page.locator('#presenter p').textContent()).toMatch(/^1 of \d+$/)
    await page.keyboard.press('Escape')
    expect((await shownSlides(page)).length).toBeGreaterThan(30)
    expect(await page.locator('#presenter').isVisible()).toBe(false)
  })

  it('begins its presentation where the address says, a cell with its section around it', async () => {
    const page = await opened(browser(), {}, '?present#at-managing-income--service')
    expect(await shownSlides(page)).toEqual(['answers', 'at-managing-income--service'])
    await page.locator('[data-to="on"]').click()
    expect(await shownSlides(page)).toEqual(['answers', 'at-managing-income--customer'])
  })

  it('scrolls what is longer than the screen first with the keys of a clicker, and leaves for good', async () => {
    const page = await opened(
      browser(),
      { viewport: { width: 1280, height: 720 } },
      '?present#at-managing-income--service',
    )
    await page.keyboard.press('PageDown')
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(100)
    expect(await shownSlides(page)).toEqual(['answers', 'at-managing-income--service'])
    const isNext = async () => (await shownSlides(page)).includes('at-managing-income--customer')
    for (let pressed = 0; pressed < 6 && !(await isNext()); pressed += 1) {
      await page.keyboard.press('PageDown')
      await page.waitForTimeout(300)
    }
    expect(await isNext()).toBe(true)
    await page.keyboard.press('Escape')
    expect(new URL(page.url()).search).toBe('')
  })

  it('fills a screen with a chart, and shows an action at a time', async () => {
    const page = await opened(browser(), {}, '?present#levels')
    for (const [width, height] of [
      [1280, 720],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height })
      const box = (await page.locator('#levels .tiex-chart').boundingBox())!
      expect(box.height).toBeGreaterThan(height * 0.6)
      expect(box.y + box.height).toBeLessThan((await page.locator('#presenter').boundingBox())!.y)
    }
    await page.keyboard.press('ArrowRight')
    expect(await shownSlides(page)).toEqual(['levels', 'levels-table'])
    expect(await page.locator('#levels .tiex-chart').isVisible()).toBe(false)
    expect(await page.locator('#actions > [data-slide]').count()).toBe(5)
  })

  it('has the first figures in sight on a small screen, below a caption that does not move, and a ring chart that does', async () => {
    const page = await opened(browser(), { viewport: { width: 320, height: 640 } })
    const figures = (await page.locator('#grid tbody tr:first-child td').first().boundingBox())!
    expect(figures.x).toBeLessThan(200)
    expect(await page.locator('.tiex-scroll .tiex-caption').count()).toBe(0)
    expect(await page.locator('#levels-table .tiex-moved').isVisible()).toBe(true)

    // The ring chart is moved with the keyboard.
    const box = page.locator('#levels .tiex-scroll').first()
    const [inside, outside] = await box.evaluate((one) => [one.scrollWidth, one.clientWidth])
    expect(inside).toBeGreaterThan(outside!)
    await box.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => box.evaluate((one) => one.scrollLeft)).toBeGreaterThan(0)
  })

  it('prints as a tagged PDF with a title, bookmarks and its marking', async () => {
    const page = await opened(browser())
    const pdf = (await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true })).toString('latin1')
    expect(pdf).toContain('/MarkInfo <</Type /MarkInfo\n/Marked true>>')
    expect(pdf).toMatch(/\/Lang \(en-GB\)/)
    expect(pdf).toContain('/Outlines')
    expect(pdf).not.toContain('/Subtype /Image')
    expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeLessThan(45)
  })
})
