import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { sealedCouncil, sealedOnce } from '../commands/sealed-council.ts'
import { atWidth, buildPages } from './browser.ts'

const round = '2026-autumn'

const withForm = sealedOnce((council) => {
  buildPages()
  return council.done('sam-okafor', 'form', '--for', 'priya-shah')
})

const formIn = (folder: string) => join(folder, 'forms', `${round}-priya-shah.html`)

/** A sealed council, and the address of the form that Sam Okafor made for Priya Shah. */
export async function councilWithForm() {
  const council = await sealedCouncil(withForm)
  return { ...council, url: pathToFileURL(formIn(council.folder)).href }
}

/** The address of such a form, for tests that write nothing beside it. */
export async function formAddress(): Promise<string> {
  return pathToFileURL(formIn((await withForm.original()).folder)).href
}

/** A section of the form that asks four statements. */
export const first = 'role-of-the-authority/service'
export const passphrase = 'four words make sense'

/** Goes to a page of the form by its address. */
export async function go(page: Page, url: string, hash: string): Promise<void> {
  await page.goto(`${url}${hash}`)
  await page.waitForSelector('h1')
}

/** Answers so many statements of the first section. */
export async function answer(page: Page, url: string, count: number): Promise<void> {
  await go(page, url, `#/section/${first}`)
  const groups = await page.$$('.tiex-questions fieldset:has(input[name^="answer:"])')
  for (const group of groups.slice(0, count)) await (await group.$('input'))!.check()
}

export async function choose(page: Page, label: string): Promise<void> {
  await page.click(`label:has-text("${label}")`)
  await page.click('button[value=continue]')
}

/** How many statements are answered where the form is opened anew. */
export async function kept(page: Page, url: string): Promise<string | undefined> {
  await page.goto(url)
  await page.reload()
  await page.waitForSelector('h1')
  return /(\d+) of 93 statements are answered/.exec((await page.textContent('main'))!)?.[1]
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

/** A form that was begun, in a context of its own. */
export async function opened(browser: Browser, url: string, width = 1200): Promise<Page> {
  const page = await (await atWidth(browser, width)).newPage()
  await begin(page, url)
  return page
}

/** The first section, left with faults of every kind in it. */
export async function faultySection(page: Page, url: string): Promise<void> {
  await go(page, url, `#/section/${first}`)
  await page.check('input[name="answer:plan"][value=not-applicable]')
  await page.fill('[name="url:evidence"] >> nth=0', 'no-address')
  await page.click('button[value=continue]')
  await page.waitForSelector('#errors')
}
