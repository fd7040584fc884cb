import { describe, expect, it, vi } from 'vitest'
import { openKeyed } from '../../src/prompts/keyed.ts'
import { openPlain } from '../../src/prompts/plain.ts'
import type { Question } from '../../src/prompts/prompter.ts'
import { streams } from './streams.ts'

const poison = '\u001b]52;c;x\u0007\u001b[2J\u202e\u200b\u009b31m'
const question: Question = {
  screen: () => `Roads ${poison}`,
  help: () => `Help ${poison}`,
  message: `Your answer${poison}:`,
  options: [{ key: '1', value: 'one', label: `one ${poison}`, group: 'answer' }],
}

/** What moves the cursor and wipes out lines, as inquirer writes it, and switches pasting on and off. */
const drawing = /\u001b\[(?:\d*[A-GJK]|\?2004[hl]|\?25[hl]|1?m|22m|39m)|\u0007(?=$)/g

// A screen that has not treated what it was given is harmless all the same.
describe.each([
  ['full', openKeyed],
  ['plain', openPlain],
] as const)('on a %s terminal', (_, open) => {
  it('a choice and a text show what acts or hides, and obey nothing', async () => {
    const { env, stdin, written } = streams()
    const prompter = open(env)
    const chosen = prompter.choose(question)
    await vi.waitFor(() => expect(written()).toContain('Your answer'))
    stdin.write(open === openPlain ? '1\n' : '1')
    await chosen
    const asked = prompter.text({ screen: () => `Write ${poison}`, message: `Why${poison}?` })
    await vi.waitFor(() => expect(written()).toContain('Why'))
    prompter.close()
    void asked.catch(() => {})
    expect(written()).toContain('<U+202E><U+200B><U+009B>31m')
    expect(written().replace(drawing, '')).not.toMatch(/[\u001b\u0007\u0080-\u009f\u202e\u200b]/)
  })
})
