import { describe, expect, it, vi } from 'vitest'
import { Interrupted } from '../../src/interrupted.ts'
import { openPlain } from '../../src/prompts/plain.ts'
import type { Question } from '../../src/prompts/prompter.ts'
import { passing, question } from './question.ts'
import { streams } from './streams.ts'

/** A plain prompter and somebody who types a line whenever the prompt is there again. */
function conversation(columns?: number) {
  const { env, stdin, written } = streams()
  if (columns !== undefined) Object.assign(env.stderr, { columns })
  const prompter = openPlain(env)
  let seen = 0
  const answer = async (line: string, prompt = 'Your answer: ') => {
    await vi.waitFor(() => expect(written().indexOf(prompt, seen)).toBeGreaterThan(-1))
    seen = written().length
    stdin.write(line)
  }
  return { prompter, answer, written, stdin }
}

describe('a plain choice', () => {
  it('is a numbered list, the commands in a sentence, and the question at the end', async () => {
    const { prompter, answer, written } = conversation()
    const chosen = prompter.choose(question)
    await answer('2\n')
    await expect(chosen).resolves.toBe('half-way')
    expect(written()).toBe(
      [
        '',
        'Roads (80 columns)',
        '',
        '  The council can look.',
        '',
        '1. nowhere',
        '2. half way',
        "d. don't know",
        '',
        'Or: ? what counts, < back, q save and leave.',
        '',
        'Your answer: ',
      ].join('\n'),
    )
    prompter.close()
  })

  it('is as wide as the terminal, its own lines too', async () => {
    const { prompter, answer, written } = conversation(45)
    const label = 'all that anybody can think of in a long evening'
    const long: Question = {
      ...question,
      options: [...question.options, { key: 'a', value: 'all', label, group: 'answer' }],
    }
    const chosen = prompter.choose(long)
    for (const line of ['z\n', '1\n2\n', '2\n']) await answer(line)
    await chosen
    expect(written()).toContain('Roads (45 columns)')
    for (const line of written().replaceAll('Your answer: ', '').split('\n'))
      expect(line.length, line).toBeLessThan(45)
    prompter.close()
  })

  it.each([
    ['2', 'half-way'],
    [' 2. ', 'half-way'],
    ['D', 'dont-know'],
    ['half way', 'half-way'],
    ['half-way', 'half-way'],
    ["Don't know", 'dont-know'],
    ['<', ':back'],
  ])('takes "%s"', async (line, value) => {
    const { prompter, answer } = conversation()
    const chosen = prompter.choose(question)
    await answer(`${line}\n`)
    await expect(chosen).resolves.toBe(value)
    prompter.close()
  })

  it.each([
    ['Enter alone', '\n', 'Enter alone is no answer.', 2],
    ['a word that is no option', 'maybe\n', 'maybe does nothing here: the keys are 1 2 d < q ?.', 1],
    ['pasted lines', '1\n2\n', 'Several lines at once: nothing was taken.', 1],
    ['?', '?\n', 'own eyes', 1],
  ])('asks again after %s', async (_, lines, said, questions) => {
    const { prompter, answer, written } = conversation()
    const chosen = prompter.choose(question)
    await answer(lines)
    await answer('d\n')
    await expect(chosen).resolves.toBe('dont-know')
    expect(written()).toContain(said)
    expect(written().split('Roads (80 columns)')).toHaveLength(questions + 1)
    prompter.close()
  })

  it('lets Enter pass on where it is no answer', async () => {
    const { prompter, answer, written } = conversation()
    const chosen = prompter.choose(passing)
    await answer('\n')
    await expect(chosen).resolves.toBe(':next')
    expect(written()).toContain('Or: Enter alone goes on, ? what counts')
    prompter.close()
  })

  it('takes no line that was typed before the question was there', async () => {
    const { prompter, answer, stdin } = conversation()
    const first = prompter.choose(question)
    await answer('1\n')
    await first
    stdin.write('1\n')
    await new Promise(setImmediate)
    const second = prompter.choose(question)
    await answer('2\n')
    await expect(second).resolves.toBe('half-way')
    prompter.close()
  })
})

describe('plain text', () => {
  const asked = {
    screen: () => 'Why?',
    message: 'Rationale:',
    check: (text: string) => (text === '' ? 'needed' : undefined),
  }

  it('keeps pasted lines together', async () => {
    const { prompter, answer } = conversation()
    const text = prompter.text(asked)
    await answer('one\ntwo\n', 'Rationale: ')
    await expect(text).resolves.toBe('one\ntwo')
    prompter.close()
  })

  it('asks again where it will not do, and goes back with <', async () => {
    const { prompter, answer, written } = conversation()
    const text = prompter.text(asked)
    await answer('\n', 'Rationale: ')
    await answer('<\n', 'Rationale: ')
    await expect(text).resolves.toBeUndefined()
    expect(written()).toContain('needed')
    prompter.close()
  })

  it('says what is wrong in lines broken between words', async () => {
    const { prompter, answer, written } = conversation()
    const why = 'a note may have 10,000 characters. '.repeat(4).trim()
    const text = prompter.text({ ...asked, check: (typed) => (typed === 'long' ? why : undefined) })
    await answer('long\n', 'Rationale: ')
    await answer('short\n', 'Rationale: ')
    await text
    expect(written().replaceAll('\n', ' ')).toContain(why)
    for (const line of written().replaceAll('Rationale: ', '').split('\n'))
      expect(line.length).toBeLessThan(80)
    prompter.close()
  })

  it('that the terminal may have cut is asked for again', async () => {
    const { prompter, answer, written } = conversation()
    const text = prompter.text(asked)
    await answer(`${'x'.repeat(4095)}\n`, 'Rationale: ')
    await answer('short\n', 'Rationale: ')
    await expect(text).resolves.toBe('short')
    expect(written()).toContain('too long for the terminal')
    prompter.close()
  })
})

describe('a plain conversation', () => {
  it('writes no control character, whatever it is given to show', async () => {
    const { prompter, answer, written } = conversation()
    const chosen = prompter.choose({ ...question, screen: () => 'a\u001b[31mred\u001b[0m\u0007\u009b2J' })
    await answer('1\n')
    await chosen
    expect(written()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    prompter.close()
  })

  it('ends with the input, in a question and at the next one', async () => {
    const { prompter, answer, stdin } = conversation()
    const chosen = prompter.choose(question)
    await answer('')
    stdin.end()
    await expect(chosen).rejects.toThrow(Interrupted)
    await expect(prompter.choose(question)).rejects.toThrow(Interrupted)
    prompter.close()
  })
})
