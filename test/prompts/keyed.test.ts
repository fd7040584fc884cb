import { render } from '@inquirer/testing'
import { describe, expect, it, vi } from 'vitest'
import { openKeyed } from '../../src/prompts/keyed.ts'
import { keyedChoice } from '../../src/prompts/keyed-choice.ts'
import { keyedText } from '../../src/prompts/keyed-text.ts'
import type { Question, TextQuestion } from '../../src/prompts/prompter.ts'
import { passing, question, window } from './question.ts'
import { streams } from './streams.ts'

const choice = (asked = question, { drawing } = window()) => render(keyedChoice, { question: asked, drawing })

describe('a choice by key', () => {
  it('shows the options with nothing chosen', async () => {
    const { getScreen, answer, events } = await choice()
    expect(getScreen()).toBe(
      [
        'Roads (80 columns)',
        '',
        '  The council can look.',
        '',
        "  1 nowhere    2 half way    d don't know",
        '',
        '  ? what counts   < back   q save and leave',
        '',
        '  Your answer:',
      ].join('\n'),
    )
    events.keypress('1')
    await answer
  })

  it.each([
    ['1', 'nowhere'],
    ['2', 'half-way'],
    ['d', 'dont-know'],
    ['<', ':back'],
    ['q', ':leave'],
  ])('takes %s at once, without Enter', async (key, value) => {
    const { answer, events } = await choice()
    events.keypress(key)
    await expect(answer).resolves.toBe(value)
  })

  it('takes a capital letter as the letter', async () => {
    const { answer, input } = await choice()
    input.emit('keypress', 'D', { name: 'd', sequence: 'D', shift: true })
    await expect(answer).resolves.toBe('dont-know')
  })

  it.each([
    ['enter', /Enter alone is no answer: the keys are 1 2 d < q \?/],
    ['return', /Enter alone is no answer/],
    ['space', /That key does nothing here/],
    ['down', /That key does nothing here/],
    ['7', /7 does nothing here: the keys are 1 2 d < q \?/],
  ])('takes %s for no answer, however often it is pressed', async (key, notice) => {
    const { answer, events, getScreen } = await choice()
    for (let press = 0; press < 3; press++) events.keypress(key)
    expect(getScreen()).toMatch(notice)
    events.keypress('2')
    await expect(answer).resolves.toBe('half-way')
  })

  it('takes no key that is held with Ctrl or Alt', async () => {
    const { answer, events } = await choice()
    events.keypress({ name: '1', ctrl: true })
    events.keypress({ name: '1', meta: true })
    events.keypress('2')
    await expect(answer).resolves.toBe('half-way')
  })

  it('lets Enter pass on where it is no answer', async () => {
    const { answer, events, getScreen } = await choice(passing)
    expect(getScreen()).toContain('Enter goes on')
    events.keypress('enter')
    await expect(answer).resolves.toBe(':next')
  })

  it('shows and hides what counts in place', async () => {
    const { answer, events, getScreen } = await choice()
    expect(getScreen()).not.toContain('own eyes')
    events.keypress('?')
    expect(getScreen()).toContain('own eyes')
    expect(getScreen()).toContain('? hide what counts')
    events.keypress('?')
    expect(getScreen()).not.toContain('own eyes')
    events.keypress('1')
    await answer
  })

  it('takes nothing from pasted text', async () => {
    const terminal = window()
    const { answer, events, getScreen } = await choice(question, terminal)
    terminal.paste('1\r1\r1\r')
    expect(getScreen()).toContain('nothing was taken')
    events.keypress('2')
    await expect(answer).resolves.toBe('half-way')
  })

  it('is drawn again for the new width when the window changes', async () => {
    const terminal = window(200)
    const { answer, events, getScreen } = await choice(question, terminal)
    expect(getScreen()).toContain('Roads (200 columns)')
    terminal.resize(40)
    expect(getScreen()).toContain('Roads (40 columns)')
    expect(getScreen()).toContain('? what counts  < back\n  q save and leave')
    events.keypress('1')
    await answer
  })

  it.each([40, 60, 80, 120, 200])('has no line wider than %d columns', async (width) => {
    const { answer, events, getScreen } = await choice(question, window(width))
    for (const line of getScreen().split('\n')) expect(line.length).toBeLessThan(width)
    events.keypress('1')
    await answer
  })
})

describe('a choice in a low window', () => {
  const tall: Question = {
    ...question,
    screen: (_, height = Number.POSITIVE_INFINITY) =>
      height < 6 ? 'Roads' : ['Roads', '', 'one', 'two', 'three', 'four'].join('\n'),
    help: () => Array.from({ length: 30 }, (_, line) => `  Help ${line}.`).join('\n'),
  }

  it.each([
    [40, 'four'],
    [12, 'four'],
    [11, 'Roads'],
    [8, 'Roads'],
  ])('of %d lines shows title, keys and question', async (rows, last) => {
    const { answer, events, getScreen } = await choice(tall, window(80, rows))
    for (const key of ['x', '?', '?']) {
      const screen = getScreen()
      expect(screen.split('\n').length, screen).toBeLessThanOrEqual(rows)
      for (const words of ['Roads', '1 nowhere', 'what counts', 'Your answer:'])
        expect(screen).toContain(words)
      if (key === 'x') expect(screen).toContain(last)
      events.keypress(key)
    }
    events.keypress('1')
    await answer
  })

  it('cuts the end of the help, and says so', async () => {
    const { answer, events, getScreen } = await choice(tall, window(80, 12))
    events.keypress('?')
    expect(getScreen()).toContain('  Help 0.')
    expect(getScreen()).toContain('… and more, in a taller window')
    expect(getScreen()).not.toContain('save and leave')
    events.keypress('1')
    await answer
  })
})

describe('a conversation by key', () => {
  it('keeps an answered screen in sight until the next one is drawn over it', async () => {
    const { env, stdin, written } = streams()
    const prompter = openKeyed(env)
    const first = prompter.choose(question)
    await vi.waitFor(() => expect(written()).toContain('Your answer:'))
    const before = written()
    stdin.write('1')
    await expect(first).resolves.toBe('nowhere')
    expect(written().slice(before.length)).not.toMatch(/\u001b\[\d*[AJK]/)
    const answered = written()
    const second = prompter.choose({ ...question, message: 'And then:' })
    await vi.waitFor(() => expect(written()).toContain('And then:'))
    expect(written().slice(answered.length)).toMatch(/^(\u001b\[[\d?;]*\w)+Roads/)
    stdin.write('2')
    await expect(second).resolves.toBe('half-way')
    const after = written()
    prompter.close()
    expect(written().length).toBeGreaterThan(after.length)
  })

  it('drops without a word what is typed between two questions', async () => {
    const { env, stdin, written } = streams()
    const prompter = openKeyed(env)
    const first = prompter.choose(question)
    await vi.waitFor(() => expect(written()).toContain('Your answer:'))
    stdin.write('1')
    await first
    stdin.write('22')
    const second = prompter.choose({ ...question, message: 'And then:' })
    stdin.write('2')
    await vi.waitFor(() => expect(written()).toContain('And then:'))
    await new Promise((done) => setTimeout(done, 60))
    expect(written()).not.toContain('nothing was taken')
    stdin.write('d')
    await expect(second).resolves.toBe('dont-know')
    prompter.close()
  })
})

describe('a line of text', () => {
  const asked: TextQuestion = {
    screen: () => 'Why?',
    message: 'Rationale:',
    present: 'first\nsecond',
    check: (text) => (text.trim() === '' ? 'something is needed' : undefined),
  }
  const text = (terminal = window()) => render(keyedText, { question: asked, drawing: terminal.drawing })

  it('is what was typed before Enter', async () => {
    const { answer, events, getScreen } = await text()
    events.type('because')
    expect(getScreen()).toBe('Why?\n\n  Rationale: because')
    events.keypress('enter')
    await expect(answer).resolves.toBe('because')
  })

  it('that will not do says why and keeps the question', async () => {
    const { answer, events, getScreen } = await text()
    events.keypress('enter')
    expect(getScreen()).toContain('something is needed')
    events.type('x')
    expect(getScreen()).not.toContain('something is needed')
    events.keypress('enter')
    await expect(answer).resolves.toBe('x')
  })

  it.each([40, 80])(
    'that will not do says why in lines broken between words at %d columns',
    async (width) => {
      const why =
        'that has 10,001 characters; a note may have 10,000. Shorten it, or link to a document as evidence'
      const question = { ...asked, check: () => why }
      const { events, getScreen } = await render(keyedText, { question, drawing: window(width).drawing })
      events.keypress('enter')
      const lines = getScreen().split('\n')
      for (const line of lines) expect(line.length).toBeLessThan(width)
      expect(lines.map((line) => line.trim()).join(' ')).toContain(why)
      events.keypress('escape')
    },
  )

  it('goes back with Escape', async () => {
    const { answer, events } = await text()
    events.type('half a')
    events.keypress('escape')
    await expect(answer).resolves.toBeUndefined()
  })

  it('goes back with < alone', async () => {
    const { answer, events } = await text()
    events.type('<')
    events.keypress('enter')
    await expect(answer).resolves.toBeUndefined()
  })

  it('that was pasted keeps its line ends', async () => {
    const terminal = window()
    const { answer, events, getScreen } = await text(terminal)
    terminal.paste('one⏎two')
    expect(getScreen()).toContain('Rationale: one⏎two')
    events.keypress('enter')
    await expect(answer).resolves.toBe('one\ntwo')
  })

  it('can begin with what is there already', async () => {
    const { answer, events } = await text()
    events.keypress('tab')
    events.keypress('enter')
    await expect(answer).resolves.toBe('first\nsecond')
  })

  it('of 12,000 characters is neither slow nor a crash', async () => {
    const terminal = window()
    const { answer, events } = await text(terminal)
    terminal.paste('x'.repeat(12_000))
    events.keypress('enter')
    await expect(answer).resolves.toHaveLength(12_000)
  })
})
