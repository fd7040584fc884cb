import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { responsesIn } from '../../src/files/importing/text.ts'
import { isFaulty, parseKind } from '../../src/files/kinds/read.ts'
import { readPageParts } from '../../src/files/page-parts.ts'
import { disassembleModel } from '../../src/model/disassemble.ts'
import type { FormContents } from '../../src/questionnaire/form-contents.ts'
import { formDocument } from '../../src/render/form/document.ts'
import { checkAnswers } from '../../src/response/check.ts'
import type { Response } from '../../src/response/response.ts'
import { scratch } from '../files/disk/scratch.ts'
import { smallModel } from '../small-model.ts'
import { atWidth, describeInBrowser, missedByAxe, saysInMain, violationsIn, watch } from './browser.ts'
import { begin } from './forms.ts'

/** Of an open assessment with a model unlike the shipped one, for a person who answers for a part of it. */
const contents: FormContents = {
  format: 'tiex-form/1',
  organisation: { id: 'exampleshire', name: 'Exampleshire' },
  round: '2026-autumn',
  person: { id: 'bo-reed', name: 'Bo Reed', role: 'roads', sections: ['roads', 'courage'] },
  sendTo: { name: 'Sam Okafor', email: 'sam@example.gov.uk' },
  recipients: [],
  token: '0123456789abcdef'.repeat(2),
  made: '2026-11-02T09:14:00Z',
  seq: 0,
  model: disassembleModel(smallModel),
  digest: smallModel.digest,
}

describeInBrowser('the form of an open assessment, with a model of other axes', (browser) => {
  it('says that colleagues can read, asks what this person is asked, and gives a readable response file', async () => {
    const file = join(scratch(), 'form.html')
    writeFileSync(file, formDocument(contents, readPageParts('form')))
    const { href: url } = pathToFileURL(file)
    const page = await (await atWidth(browser(), 1200)).newPage()
    const seen = watch(page)
    await page.goto(url)
    await saysInMain(page, 'Your answers are not encrypted')
    await saysInMain(page, '13 statements in 3 sections')
    await begin(page, url)
    await page.goto(`${url}#/section/roads/outside`)
    await page.waitForSelector('.tiex-questions')
    expect(await page.$$('.tiex-questions fieldset:has(input[name^="answer:"])')).toHaveLength(5)
    await page.check('input[name="answer:choose"][value=half-way]')
    await page.check('input[name="answer:learn"][value=not-applicable]')
    await page.check('input[name="stance"]')
    await page.goto(`${url}#/check`)
    await page.click('button[value=finish]')
    await page.waitForSelector('#errors')
    expect(await page.textContent('#errors')).toContain('Roads / outside: Enter why, under Rationale')
    await page.click('#change-roads-outside')
    await page.fill('[name="note:rationale"]', '  - one: "two"\n\n\n# three\u0007  ')
    await page.fill('[name="title:evidence"] >> nth=1', 'A report')
    await page.check('input[name="ambition"][value="5"]')
    await page.goto(`${url}#/check`)
    await page.click('button[value=finish]')
    await page.check('#shares-2')
    await page.click('button[value=continue]')
    await page.click('button[value=finish]')
    await page.waitForSelector('.govuk-panel')
    await saysInMain(page, 'The file is not encrypted')
    expect([...(await violationsIn(page)), ...(await missedByAxe(page))]).toEqual([])
    const text = await page.inputValue('#text')
    const { texts } = responsesIn(text.replace(/^/gm, '> ').replace(/[^->\n]{50}/g, '$&\n'))
    const loaded = await parseKind<Response>('response', 'a form', Buffer.from(texts[0]!))
    if (isFaulty(loaded)) throw new Error(JSON.stringify(loaded.problems))
    expect(checkAnswers(loaded.data, smallModel).filter(({ severity }) => severity === 'error')).toEqual([])
    expect(loaded.data).toMatchObject({
      ...{ person: 'bo-reed', role: 'roads', 'form-token': contents.token },
      answers: {
        roads: {
          outside: {
            ...{ choose: 'half-way', learn: 'not-applicable', ambition: 5, stance: 'deliberate' },
            notes: { rationale: '- one: "two"\n\n\n# three', evidence: [{ title: 'A report' }] },
          },
        },
      },
    })
    expect(loaded.data['share-notes']).toBeUndefined()
    expect(seen).toEqual({ said: [], asked: [] })

    // Deleted from the device, but not sent and not saved: leaving would lose it.
    await page.click('button[value=forget]')
    expect(await page.evaluate('localStorage.length')).toBe(0)
    const warned = page.waitForEvent('dialog')
    await page.evaluate('setTimeout(() => location.reload(), 0)')
    await (await warned).dismiss()
    expect(await page.inputValue('#text')).toBe(text)
    await page.context().close()
  })
})
