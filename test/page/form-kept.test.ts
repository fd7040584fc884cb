import { expect, it } from 'vitest'
import { atWidth, describeInBrowser, missedByAxe, saysInMain, violationsIn } from './browser.ts'
import { answer, begin, choose, councilWithForm, first, formAddress, go, kept, pressButton } from './forms.ts'

describeInBrowser('the look of the form', (browser) => {
  it('has the chart beside the questions, in sight', async () => {
    const width = 1200
    const url = await formAddress()
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

  it('asks before it clears a page of answers', async () => {
    const url = await formAddress()
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
  it('is said to come later where the browser has no store that writes at once', async () => {
    const url = await formAddress()
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
