import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, it } from 'vitest'
import {
  atWidth,
  contrastsIn,
  describeInBrowser,
  executable,
  lean,
  missedByAxe,
  saysIn,
  saysInMain,
  violationsIn,
} from '../browser.ts'
import { answer, begin, choose, councilWithForm, formAddress, go, kept, passphrase } from '../forms.ts'
import { openLocked } from '../locked.ts'

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

describeInBrowser('another window of the form', (browser) => {
  it('that keeps too goes on with what the first one kept', async () => {
    const url = await formAddress()
    const [one, other] = await twoWindows(await atWidth(browser(), 1200), url)
    await choose(other, 'Yes, keep them')
    await other.waitForSelector('.govuk-task-list')
    await saysInMain(other, '4 of 93')
    expect(await kept(one, url)).toBe('4')
    await one.context().close()
  })

  it('that keeps nothing asks before it deletes what the first one kept, and then the first one writes nothing back', async () => {
    const url = await formAddress()
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
    await saysIn(one, '#status', 'another window')
    expect(await one.isVisible('#status')).toBe(true)
    await one.check('input[name="answer:plan"] >> nth=2')
    expect(await one.evaluate('localStorage.length')).toBe(0)
    await one.context().close()
  })

  it('with other answers in it is asked which of them count', async () => {
    const url = await formAddress()
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
    await saysInMain(other, '3 of 93')
    await saysInMain(other, '2 of 93')
    await choose(other, 'Those of this window')
    await other.waitForSelector('.govuk-task-list')
    expect(await kept(one, url)).toBe('2')
    await context.close()
  })
})

describeInBrowser('a locked file', (browser) => {
  it('opens with its passphrase alone, takes the place of other answers only when that was chosen, and what was done is seen', async () => {
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
    await saysIn(page, '#status', 'was handed')
    expect(JSON.parse(await openLocked(file, passphrase)).response.person).toBe('priya-shah')
    expect((await (await page.$('#status'))!.boundingBox())!.height).toBeGreaterThan(40)
    expect(await violationsIn(page)).toEqual([])
    await answer(page, url, 4)
    await go(page, url, '#/open')
    await page.setInputFiles('#file', file)
    await page.fill('#passphrase', 'another one')
    await page.click('button[value=open]')
    await page.waitForSelector('#errors')
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

describeInBrowser('the form', (browser) => {
  it('keeps a row under the pointer readable in the dark', async () => {
    const url = await formAddress()
    const page = await (await atWidth(browser(), 1200)).newPage()
    await page.emulateMedia({ colorScheme: 'dark' })
    await begin(page, url)
    await page.hover('.govuk-task-list__item')
    expect(await contrastsIn(page)).toEqual([])
    await page.context().close()
  })

  it('has what it kept after the browser was killed', async () => {
    const url = await formAddress()
    const profile = mkdtempSync(join(tmpdir(), 'tiex-profile-'))
    const launch = async () => {
      const server = await chromium.launchPersistentContext(profile, {
        executablePath: executable!,
        args: [...lean, '--remote-debugging-port=0'],
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
})
