import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { readModel, shippedModels } from '../../src/files/models.ts'
import { answersTo, type Model, type Section } from '../../src/model/model.ts'
import { responseOf } from '../commands/sealed-council.ts'
import { everyRow } from '../every.ts'
import { describeInBrowser, saysInMain, watch } from './browser.ts'
import { begin, councilWithForm, pressButton, tabTo } from './forms.ts'

async function shippedModel(): Promise<Model> {
  const read = await readModel(shippedModels().at(-1)!)
  if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
  return read.model
}

/** Which answer the statement at a place gets: every kind of them in turn, but not-applicable in the first section alone. */
function choice(section: number, statement: number, answers: readonly string[]): number {
  const count = section === 0 ? answers.length : answers.length - 1
  return (section + statement * 2) % count
}

const reason = 'Because of the joint board: "x" <b> & ünï\u00adcode'

/** The pages of all cells are alike, and those of all factors: some of each are filled in by keyboard, all of them in npm run every. */
const isByKeyboard = (section: Section, index: number, model: Model) =>
  everyRow || index < 5 || section.id === model.factors[0]!.id

async function answerByMouse(page: Page, section: Section, index: number): Promise<void> {
  await waitFor(page, section)
  for (const [at, statement] of section.statements.entries())
    await page.check(
      `input[name="answer:${statement.key}"] >> nth=${choice(index, at, answersTo(statement))}`,
    )
  if (section.kind === 'cell') await page.check(`input[name="ambition"] >> nth=${index % 5}`)
}

async function waitFor(page: Page, section: Section): Promise<void> {
  await page.waitForSelector(`[id="q-${section.statements[0]!.id.replaceAll('/', '-')}"]`)
}

async function answerByKeyboard(page: Page, section: Section, index: number): Promise<void> {
  await waitFor(page, section)
  for (const [at, statement] of section.statements.entries()) {
    await tabTo(page, `input[name="answer:${statement.key}"]`)
    await page.keyboard.press('Space')
    for (let down = choice(index, at, answersTo(statement)); down > 0; down--)
      await page.keyboard.press('ArrowDown')
  }
  if (section.kind === 'cell') {
    await tabTo(page, 'input[name="ambition"]')
    await page.keyboard.press('Space')
    for (let down = index % 5; down > 0; down--) await page.keyboard.press('ArrowDown')
  }
  if (index > 0) return
  await tabTo(page, 'textarea[name="note:rationale"]')
  await page.keyboard.insertText(reason)
  await tabTo(page, 'input[name="title:evidence"]')
  await page.keyboard.type('Cabinet report')
  await page.keyboard.press('Tab')
  await page.keyboard.type('https://www.example.org/report?a=1&b=2')
}

describeInBrowser('the form in a browser', (browser) => {
  it('is filled in by keyboard, survives reload and crash, seals, and what comes out is read by tiex as it was answered', async () => {
    const council = await councilWithForm()
    const model = await shippedModel()
    const context = await browser().newContext({
      acceptDownloads: true,
      viewport: { width: 1200, height: 900 },
    })
    // Not the real time: the round is open from October to November 2026.
    await context.clock.setFixedTime('2026-11-02T16:40:00Z')
    let page = await context.newPage()
    const seen = watch(page)
    await begin(page, council.url)
    await tabTo(page, '.govuk-task-list__link')
    await page.keyboard.press('Enter')
    for (const [index, section] of model.sections.entries()) {
      const byKeyboard = isByKeyboard(section, index, model)
      await (byKeyboard ? answerByKeyboard : answerByMouse)(page, section, index)
      if (index === 2) {
        // Before anything was saved: the answers of this very page come back.
        const before = await page.$$eval('input:checked', (inputs) => inputs.map((input) => input.id))
        await page.reload()
        await page.waitForSelector('.tiex-questions')
        expect(await page.$$eval('input:checked', (inputs) => inputs.map((input) => input.id))).toEqual(
          before,
        )
      }
      if (index === 4) {
        await page.close({ runBeforeUnload: false })
        page = await context.newPage()
        await page.goto(council.url)
        await pressButton(page, 'continue')
        await page.waitForSelector('.govuk-task-list')
        await saysInMain(
          page,
          `${model.sections.slice(0, 5).flatMap(({ statements }) => statements).length} of 93 statements are answered`,
        )
        await page.goto(`${council.url}#/section/${section.id}`)
      }
      if (byKeyboard) await pressButton(page, 'continue')
      else await page.click('button[value=continue]')
    }
    await page.waitForSelector('.govuk-summary-card')
    expect(await page.textContent('main')).not.toContain('not answered')
    expect(await page.textContent('.tiex-note')).toContain('Because of the joint board')
    await pressButton(page, 'finish')
    await page.waitForSelector('#shares')
    await tabTo(page, '#shares')
    await page.keyboard.press('Space')
    await pressButton(page, 'continue')
    await page.waitForSelector('.govuk-summary-card')
    await pressButton(page, 'finish')
    await page.waitForSelector('.govuk-panel')
    const text = await page.inputValue('#text')
    const saving = page.waitForEvent('download')
    await pressButton(page, 'save')
    const download = await saving
    expect(download.suggestedFilename()).toBe('2026-autumn-priya-shah.tiex.yaml')
    expect(readFileSync(await download.path(), 'utf8')).toBe(text)
    expect(text).toMatch(
      /^format: tiex-response\/1\nmodel: tiex@2026\.1\nround: 2026-autumn\nperson: priya-shah\nstarted: .*\nsubmitted: .*\nprogress: \{answered: 93, of: 93\}\nseq: 1\nsealed: \|\n {2}-----BEGIN AGE/,
    )
    expect(text).not.toContain('key:')

    await page.goto(`${council.url}#/results`)
    const levels = await page.$$eval('#levels tbody tr, #factor-levels tbody tr', (rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent).slice(0, 2)),
    )
    const back = join(council.folder, 'forms/back.tiex.yaml')
    writeFileSync(back, text)
    const imported = await council.as('sam-okafor', ['import', '--no-input', back], {
      now: '2026-11-03T10:00:00Z',
    })
    expect([imported.code, imported.stderr.split('\n')[0]]).toEqual([0, 'Imported 1 response.'])
    expect(council.git('log', '-1', '--format=%an: %B')).toContain('Tiex-Import: priya-shah')
    expect(council.read(responseOf('priya-shah'))).toContain(text.slice(text.indexOf('sealed: |')))
    const told = await council.as('sam-okafor', ['results', 'priya-shah', '--format', 'json'])
    expect(told.stderr).not.toContain('error')
    const results = JSON.parse(told.stdout)
    const figure = (level: number | undefined) =>
      level === undefined || level === null ? '–' : level.toFixed(1)
    expect(levels.map(([, level]) => level)).toEqual(
      [...results.cells, ...results.factors].map(({ level }) => figure(level)),
    )

    // The same answers given to tiex assess come to the same results.
    const flags = model.sections.flatMap((section, index) => [
      ...section.statements.flatMap((statement, at) => {
        const answers = answersTo(statement)
        return ['--answer', `${statement.id}=${answers[choice(index, at, answers)]}`]
      }),
      ...(section.kind === 'cell' ? ['--ambition', `${section.id}=${index % 5}`] : []),
    ])
    await council.done(
      'bo-reed',
      'assess',
      ...flags,
      '--note',
      `${model.sections[0]!.id}/rationale=x`,
      '--submit',
    )
    const other = JSON.parse(
      (await council.as('sam-okafor', ['results', 'bo-reed', '--format', 'json'])).stdout,
    )
    const { person: _, ...mine } = results
    const { person: __, ...theirs } = other
    expect(mine).toEqual(theirs)
    const merged = await council.as('sam-okafor', ['merge'], { now: '2026-11-23T09:30:00Z' })
    expect([merged.code, merged.output.split('\n')[0]]).toEqual([0, 'Merged the responses of 2 of 3 people'])
    expect(seen).toEqual({ said: [], asked: [] })
    await context.close()
  })
})
