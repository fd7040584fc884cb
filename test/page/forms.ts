import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { sealedCouncil } from '../commands/sealed-council.ts'
import { buildPages } from './browser.ts'

const round = '2026-autumn'

/** A sealed council, and the address of the form that Sam Okafor made for Priya Shah. */
export async function councilWithForm() {
  buildPages()
  const council = await sealedCouncil()
  await council.done('sam-okafor', 'form', '--for', 'priya-shah')
  const file = join(council.folder, 'forms', `${round}-priya-shah.html`)
  return { ...council, file, url: pathToFileURL(file).href }
}

/** Presses Tab until the focus is on what the selector names. Throws where a keyboard does not get there. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 120; pressed++) {
    const there = await page.evaluate((wanted) => {
      const { document } = globalThis as unknown as {
        document: { activeElement: { matches(s: string): boolean } | null }
      }
      return document.activeElement?.matches(wanted) === true
    }, selector)
    if (there) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${selector}`)
}

export async function pressButton(page: Page, action: string): Promise<void> {
  await tabTo(page, `button[value="${action}"]`)
  await page.keyboard.press('Enter')
}

/** From the start to the list of sections, answers being kept on the device. */
export async function begin(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await pressButton(page, 'begin')
  await page.waitForSelector('#keep')
  await tabTo(page, '#keep')
  await page.keyboard.press('Space')
  await pressButton(page, 'continue')
  await page.waitForSelector('.govuk-task-list')
}
