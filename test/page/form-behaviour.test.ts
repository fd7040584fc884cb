import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { atWidth, describeInBrowser, missedByAxe, saysInMain, watch } from './browser.ts'
import {
  councilWithForm,
  faultySection,
  first,
  formAddress,
  go,
  opened,
  passphrase,
  pressButton,
} from './forms.ts'

const focused = (page: Page) =>
  page.evaluate(
    () =>
      (globalThis as unknown as { document: { activeElement: { id: string } } }).document.activeElement.id,
  )

describeInBrowser('the form', (browser) => {
  it('chooses nothing for anybody', async () => {
    const url = await formAddress()
    const page = await opened(browser(), url)
    for (const route of [`section/${first}`, 'section/approach-to-change', 'notes', 'check']) {
      await go(page, url, `#/${route}`)
      expect(await page.$$('input:checked')).toHaveLength(0)
    }
    await page.context().close()
  })

  it('tells faults at the top in the same words, with the focus there, leads to the field and says Error in the title', async () => {
    const url = await formAddress()
    const page = await opened(browser(), url)
    await faultySection(page, url)
    expect(await focused(page)).toBe('errors')
    expect(await page.title()).toMatch(/^Error: Role of the authority \/ service – /)
    const told = await page.$$eval('#errors li', (items) => items.map((item) => item.textContent))
    const beside = await page.$$eval('.govuk-error-message', (all) =>
      all.map((one) => one.textContent?.replace('Error: ', '')),
    )
    expect(told).toEqual(beside)
    expect(told).toEqual([
      'Select an answer for Understand; “I do not know” is one',
      'Select an answer for Do; “I do not know” is one',
      'Select an answer for Review; “I do not know” is one',
      'Enter why, under Rationale, since something here is not applicable or chosen to stay',
      'Enter a title for link 1',
      'The address of link 1 must begin with https://, http:// or mailto:',
    ])
    await page.click('#errors a >> nth=1')
    expect(await focused(page)).toBe('q-role-of-the-authority-service-do')
    await page.context().close()
  })

  it('moves the focus to the heading of each new page, but leaves it alone at the first', async () => {
    const url = await formAddress()
    const page = await (await atWidth(browser(), 1200)).newPage()
    await page.goto(url)
    expect(await focused(page)).toBe('')
    await pressButton(page, 'begin')
    await page.waitForSelector('#keep')
    expect(await focused(page)).toBe('heading')
    expect(await page.title()).toBe('Where your answers are kept – Exampleshire: self-assessment 2026 autumn')
    await page.context().close()
  })

  it('keeps nothing before it was allowed, and warns before it is left with something unsaved', async () => {
    const url = await formAddress()
    const page = await (await atWidth(browser(), 1200)).newPage()
    await go(page, url, `#/section/${first}`)
    expect(await page.textContent('h1')).toBe('Where your answers are kept')
    await page.check('#keep-2')
    await page.click('button[value=continue]')
    await page.waitForSelector('.tiex-questions')
    await page.check('input[name="answer:plan"] >> nth=1')
    expect(await page.evaluate('localStorage.length')).toBe(0)
    const warned = page.waitForEvent('dialog')
    await page.evaluate('setTimeout(() => location.reload(), 0)')
    const dialog = await warned
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    expect(await page.isChecked('input[name="answer:plan"] >> nth=1')).toBe(true)
    await page.context().close()
  })

  it('says so, and warns before it is left, where the browser can keep no more', async () => {
    const url = await formAddress()
    const page = await opened(browser(), url)
    await go(page, url, `#/section/${first}`)
    await page.evaluate("Storage.prototype.setItem = () => { throw new Error('full') }")
    await page.check('input[name="answer:plan"] >> nth=1')
    expect(await page.textContent('#so-far')).toContain('This browser can keep no more of your answers')
    const warned = page.waitForEvent('dialog')
    await page.evaluate('setTimeout(() => location.reload(), 0)')
    await (await warned).dismiss()
    expect(await page.isChecked('input[name="answer:plan"] >> nth=1')).toBe(true)
    await page.context().close()
  })

  it('goes on from a locked file on another device', async () => {
    const { url, folder } = await councilWithForm()
    const page = await opened(browser(), url)
    await go(page, url, `#/section/${first}`)
    await page.check('input[name="answer:plan"] >> nth=1')
    await page.fill('[name="note:impediments"]', 'line one\n\n  line "two"\u00ad')
    await go(page, url, '#/lock')
    await page.fill('#passphrase', passphrase)
    await page.fill('#again', passphrase)
    const saving = page.waitForEvent('download')
    await page.click('button[value=lock]')
    const file = join(folder, 'draft.age')
    await (await saving).saveAs(file)
    expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN AGE/)

    const other = await (await atWidth(browser(), 1200)).newPage()
    await go(other, url, '#/open')
    await other.setInputFiles('#file', file)
    await other.fill('#passphrase', passphrase)
    await other.click('button[value=open]')
    await other.waitForSelector('#keep-2')
    await other.check('#keep-2')
    await other.click('button[value=continue]')
    await go(other, url, `#/section/${first}`)
    expect(await other.isChecked('input[name="answer:plan"] >> nth=1')).toBe(true)
    expect(await other.inputValue('[name="note:impediments"]')).toBe('line one\n\n  line "two"\u00ad')
    await page.context().close()
    await other.context().close()
  })

  it('keeps what two windows of it say', async () => {
    const url = await formAddress()
    const page = await opened(browser(), url)
    const other = await page.context().newPage()
    await go(other, url, `#/section/approach-to-change`)
    await go(page, url, `#/section/${first}`)
    await page.check('input[name="answer:plan"] >> nth=1')
    await other.check('input[type=radio] >> nth=1')
    await go(page, url, '#/tasks')
    await page.reload()
    await saysInMain(page, '2 of 93')
    await page.context().close()
  })

  it('prints every statement with its boxes, and no control', async () => {
    const url = await formAddress()
    const page = await opened(browser(), url)
    await page.emulateMedia({ media: 'print' })
    const texts = await page.$$eval(
      '.tiex-paper__statement',
      (all) => all.filter((one) => one.getClientRects().length > 0).length,
    )
    expect(texts).toBe(93)
    expect(await page.isVisible('#page')).toBe(false)
    expect(await page.isVisible('header')).toBe(false)
    await page.context().close()
  })

  it('shows hostile names as text, and runs nothing of them', async () => {
    const council = await councilWithForm()
    const bad = '</script><script>alert(1)</script><img src=x onerror=alert(2)>'
    const text = readFileSync(join(council.folder, 'tiex.yaml'), 'utf8')
    writeFileSync(
      join(council.folder, 'tiex.yaml'),
      text.replaceAll('name: Priya Shah', `name: ${JSON.stringify(bad)}`),
    )
    await council.done('sam-okafor', 'form', '--for', 'priya-shah', '--to', 'bad')
    const page = await (await atWidth(browser(), 320)).newPage()
    const seen = watch(page)
    let alerted = false
    page.on('dialog', () => {
      alerted = true
    })
    await page.goto(pathToFileURL(join(council.folder, 'bad/2026-autumn-priya-shah.html')).href)
    await saysInMain(page, bad)
    expect(await page.$$('img')).toHaveLength(0)
    expect(alerted).toBe(false)
    expect(seen).toEqual({ said: [], asked: [] })
    expect(await missedByAxe(page)).toEqual([])
    await page.context().close()
  })
})
