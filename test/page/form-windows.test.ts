import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { atWidth, describeInBrowser, executable, missedByAxe, saysInMain, violationsIn } from './browser.ts'
import { begin, councilWithForm, pressButton } from './forms.ts'

const first = 'role-of-the-authority/service'
const passphrase = 'four words make sense'

async function go(page: Page, url: string, hash: string): Promise<void> {
  await page.goto(`${url}${hash}`)
  await page.waitForSelector('h1')
}

async function answer(page: Page, url: string, count: number): Promise<void> {
  await go(page, url, `#/section/${first}`)
  const groups = await page.$$('.tiex-questions fieldset:has(input[name^="answer:"])')
  for (const group of groups.slice(0, count)) await (await group.$('input'))!.check()
}

async function choose(page: Page, label: string): Promise<void> {
  await page.click(`label:has-text("${label}")`)
  await page.click('button[value=continue]')
}

/** A form in two windows, both opened before anything was answered; the first keeps, and answers four. */
async function twoWindows(context: BrowserContext, url: string): Promise<readonly [Page, Page]> {
  const one = await context.newPage()
  const other = await context.newPage()
  await go(one, url, '#/keep')
  await go(other, url, '#/keep')
  await choose(one, 'Yes, keep them')
  await answer(one, url, 4)
  return [one, other]
}

const kept = async (page: Page, url: string) => {
  await page.goto(url)
  await page.reload()
  await page.waitForSelector('h1')
  return /(\d+) of 93 statements are answered/.exec((await page.textContent('main'))!)?.[1]
}

describeInBrowser('another window of the form', (browser) => {
  it('that keeps too goes on with what the first one kept', async () => {
    const { url } = await councilWithForm()
    const [one, other] = await twoWindows(await atWidth(browser(), 1200), url)
    await choose(other, 'Yes, keep them')
    await other.waitForSelector('.govuk-task-list')
    await saysInMain(other, '4 of 93')
    expect(await kept(one, url)).toBe('4')
    await one.context().close()
  })

  it('that keeps nothing asks before it deletes what the first one kept, and then the first one writes nothing back', async () => {
    const { url } = await councilWithForm()
    const [one, other] = await twoWindows(await atWidth(browser(), 1200), url)
    await choose(other, 'No, keep nothing')
    await saysInMain(other, '4 of 93')
    expect([...(await violationsIn(other)), ...(await missedByAxe(other))]).toEqual([])
    await other.click('button[value=continue]')
    expect(await other.textContent('#errors')).toContain('Select whether the answers are to be deleted')
    await choose(other, 'No, go on keeping them')
    await other.waitForSelector('.govuk-task-list')
    expect(await kept(other, url)).toBe('4')

    await go(other, url, '#/keep')
    await choose(other, 'No, keep nothing')
    await choose(other, 'Yes, delete them')
    await other.waitForSelector('.govuk-task-list')
    await one.waitForFunction('document.querySelector("#status").textContent.includes("another window")')
    expect(await one.isVisible('#status')).toBe(true)
    await one.check('input[name="answer:plan"] >> nth=2')
    expect(await one.evaluate('localStorage.length')).toBe(0)
    await one.context().close()
  })

  it('with other answers in it is asked which of them count', async () => {
    const { url } = await councilWithForm()
    const context = await atWidth(browser(), 1200)
    const other = await context.newPage()
    await go(other, url, '#/keep')
    await choose(other, 'No, keep nothing')
    await answer(other, url, 2)
    const one = await context.newPage()
    await begin(one, url)
    await answer(one, url, 3)
    await other.evaluate('location.hash = "#/keep"')
    await other.waitForSelector('#keep')
    await choose(other, 'Yes, keep them')
    // What the other window kept is read from the disk of the device.
    await other.waitForFunction('document.querySelector("main").textContent.includes("3 of 93")')
    await saysInMain(other, '2 of 93')
    await choose(other, 'Those of this window')
    await other.waitForSelector('.govuk-task-list')
    expect(await kept(one, url)).toBe('2')
    await context.close()
  })
})

describeInBrowser('a locked file', (browser) => {
  it('takes the place of other answers only when that was chosen, and what was done is seen', async () => {
    const { url, folder } = await councilWithForm()
    const context = await atWidth(browser(), 1200)
    const page = await context.newPage()
    await begin(page, url)
    await answer(page, url, 2)
    await go(page, url, '#/lock')
    await page.fill('#passphrase', passphrase)
    await page.fill('#again', passphrase)
    const saving = page.waitForEvent('download')
    await page.click('button[value=lock]')
    const file = join(folder, 'draft.age')
    await (await saving).saveAs(file)
    await page.waitForFunction('document.querySelector("#status").textContent.includes("was handed")')
    expect((await (await page.$('#status'))!.boundingBox())!.height).toBeGreaterThan(40)
    expect(await violationsIn(page)).toEqual([])
    await answer(page, url, 4)
    for (const [label, count] of [
      ['Those here', '4'],
      ['Those of the file', '2'],
    ] as const) {
      await go(page, url, '#/open')
      await page.setInputFiles('#file', file)
      await page.fill('#passphrase', passphrase)
      await page.click('button[value=open]')
      await page.waitForSelector('#which')
      await saysInMain(page, /Those here: 4 of 93.*Those of the file: 2 of 93/)
      await choose(page, label)
      await page.waitForSelector('.govuk-task-list')
      expect(await kept(page, url)).toBe(count)
    }
    await context.close()
  })
})

describeInBrowser('the look of the form', (browser) => {
  it.each([1200, 1366])('has the chart beside the questions, in sight, at %i px', async (width) => {
    const { url } = await councilWithForm()
    const page = await (await atWidth(browser(), width)).newPage()
    await begin(page, url)
    await go(page, url, `#/section/${first}`)
    await page.evaluate('window.scrollTo(0, 900)')
    const chart = (await (await page.$('#chart svg'))!.boundingBox())!
    const questions = (await (await page.$('.tiex-questions'))!.boundingBox())!
    expect(questions.x).toBeGreaterThanOrEqual(30)
    expect(chart.x).toBeGreaterThan(questions.x + questions.width)
    expect(chart.x + chart.width).toBeLessThanOrEqual(width)
    expect(chart.y).toBeGreaterThanOrEqual(0)
    expect(chart.y + chart.height).toBeLessThanOrEqual(900)
    await page.context().close()
  })

  it('keeps a row under the pointer readable in the dark', async () => {
    const { url } = await councilWithForm()
    const page = await (await atWidth(browser(), 1200)).newPage()
    await page.emulateMedia({ colorScheme: 'dark' })
    await begin(page, url)
    await page.hover('.govuk-task-list__item')
    expect(await violationsIn(page)).toEqual([])
    await page.context().close()
  })

  it('asks before it clears a page of answers', async () => {
    const { url } = await councilWithForm()
    const page = await (await atWidth(browser(), 1200)).newPage()
    await begin(page, url)
    await answer(page, url, 3)
    await page.click('button[value=clear]')
    await choose(page, 'No, leave them')
    await page.waitForSelector('.tiex-questions')
    expect(await page.$$('input[name^="answer:"]:checked')).toHaveLength(3)
    await page.click('button[value=clear]')
    await choose(page, 'Yes, clear them')
    await page.waitForSelector('.tiex-questions')
    expect(await page.$$('input[name^="answer:"]:checked')).toHaveLength(0)
    await page.context().close()
  })
})

describeInBrowser('what the form keeps', (browser) => {
  it('is there after the browser was killed', async () => {
    const { url } = await councilWithForm()
    const profile = mkdtempSync(join(tmpdir(), 'tiex-profile-'))
    const launch = async () => {
      const server = await chromium.launchPersistentContext(profile, {
        executablePath: executable!,
        args: ['--no-sandbox', '--remote-debugging-port=0'],
      })
      return server
    }
    const context = await launch()
    const page = context.pages()[0]!
    await begin(page, url)
    await answer(page, url, 4)
    const session = await context.newCDPSession(page)
    const { processInfo } = await (await context.browser()!.newBrowserCDPSession()).send(
      'SystemInfo.getProcessInfo',
    )
    await session.detach()
    const gone = new Promise((resolve) => context.once('close', resolve))
    process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL')
    await gone
    const again = await launch()
    expect(await kept(again.pages()[0]!, url)).toBe('4')
    await again.close()
  })

  it('is said to come later where the browser has no store that writes at once', async () => {
    const { url } = await councilWithForm()
    const page = await (await atWidth(browser(), 1200)).newPage()
    await page.addInitScript('Object.defineProperty(window, "indexedDB", { value: undefined })')
    await begin(page, url)
    await saysInMain(page, 'kept on this device, a little after you give them')
    await answer(page, url, 2)
    expect(await kept(page, url)).toBe('2')
    await page.context().close()
  })

  it('in an earlier form of the same person is offered by the new one', async () => {
    const council = await councilWithForm()
    const { url } = council
    const context = await atWidth(browser(), 1200)
    const page = await context.newPage()
    await begin(page, url)
    await answer(page, url, 3)
    await council.done('sam-okafor', 'form', '--for', 'priya-shah')
    await page.goto('about:blank')
    await page.goto(url)
    await page.waitForSelector('button[value=take-earlier]')
    await saysInMain(page, 'Answers of an earlier form are on this device: 3 of 93')
    expect([...(await violationsIn(page)), ...(await missedByAxe(page))]).toEqual([])
    await pressButton(page, 'take-earlier')
    await page.waitForSelector('.govuk-task-list')
    expect(await kept(page, url)).toBe('3')
    expect(await page.evaluate('localStorage.length')).toBe(1)
    await context.close()
  })
})
