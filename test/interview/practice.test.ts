import { describe, expect, it } from 'vitest'
import { Interrupted } from '../../src/interrupted.ts'
import { askPick, askPractice, type PracticeAnswers } from '../../src/interview/practice.ts'
import type { PracticeParts } from '../../src/practice/form.ts'
import type { Prompter } from '../../src/prompts/prompter.ts'
import { smallModel } from '../small-model.ts'

/** Types line by line, a key where one is to be chosen; `<` goes back, and at the end the person leaves. What is refused is kept. */
function typing(lines: readonly string[]) {
  const left = [...lines]
  const shown: string[] = []
  const refused: string[] = []
  const next = () => {
    const line = left.shift()
    if (line === undefined) throw new Interrupted()
    return line
  }
  const prompter: Prompter = {
    async choose({ message, screen, options }) {
      shown.push(`${message}\n${screen(80)}`)
      expect(options.map(({ key }) => key)).not.toContain('enter')
      const key = next()
      return options.find((option) => option.key === key)!.value
    },
    async text({ message, screen, check }) {
      for (;;) {
        shown.push(`${message}\n${screen(80)}`)
        const line = next()
        if (line === '<') return undefined
        const problem = check?.(line)
        if (problem === undefined) return line
        refused.push(problem)
      }
    },
    close: () => {},
  }
  return { prompter, shown, refused }
}

async function ask(lines: readonly string[], told: PracticeAnswers = {}, draft: PracticeParts = {}) {
  const typed = typing(lines)
  const asking = { prompter: typed.prompter, model: smallModel, plain: false }
  return { ...typed, answers: await askPractice(asking, told, draft) }
}

const all = [
  'Fees by hand',
  'We counted.',
  'Much.',
  '1, courage',
  'A team',
  'Report https://example.org',
  '',
  's',
]

describe('a practice that is asked for', () => {
  it('is asked one after the other', async () => {
    expect((await ask(all)).answers).toEqual({
      title: 'Fees by hand',
      what: 'We counted.',
      changed: 'Much.',
      cells: ['roads/inside', 'courage'],
      contact: 'A team',
      links: [{ title: 'Report', url: 'https://example.org' }],
      share: 'sector',
    })
  })

  it('needs a title, a text and who may see it, and nothing else', async () => {
    const { answers, refused } = await ask(['', 'Fees', '', 'We counted.', '', '', '', '', 'n'])
    expect(answers).toEqual({
      ...{
        title: 'Fees',
        what: 'We counted.',
        changed: '',
        cells: [],
        contact: '',
        links: [],
        share: 'nobody',
      },
    })
    expect(refused).toEqual(['a practice needs a title', 'a practice needs a text of what was done'])
  })

  it('is not asked for what a flag has told', async () => {
    const { answers, shown } = await ask(['We counted.', '', '', 'n'], { title: 'T', cells: [], links: [] })
    expect(answers).toMatchObject({ title: 'T', what: 'We counted.' })
    expect(shown.map((screen) => screen.split('\n')[0])).toEqual([
      'What was done:',
      'What changed:',
      'Contact:',
      'Who may see it:',
    ])
  })

  it('can be gone back in, to the first question and no further', async () => {
    const { answers } = await ask(['<', 'Old', '<', 'New', ...all.slice(1)])
    expect(answers).toMatchObject({ title: 'New', share: 'sector' })
  })

  it('shows the cells with their numbers, and takes no others', async () => {
    const { shown, refused, answers } = await ask([...all.slice(0, 3), 'courag', '9', '5,2', '', '', 'p'])
    expect(shown[3]).toContain('Roads: 1 inside, 2 outside')
    expect(shown[3]).toContain('5 Courage')
    expect(refused[0]).toContain('"courag" is none of these: courage?')
    expect(refused[1]).toContain('"9" is none of these: a number from 1 to 5, or an id such as roads/inside')
    expect(answers).toMatchObject({ cells: ['courage', 'roads/outside'], share: 'public' })
  })

  it('takes links one by one, and only addresses of the web', async () => {
    const links = [
      'Report',
      'Mail mailto:a@b.c',
      'Bad https://me:pw@example.org',
      'One http://a.b',
      'Two http://c.d',
      '',
    ]
    const { answers, refused } = await ask([...all.slice(0, 5), ...links, 's'])
    expect(answers.links).toEqual([
      { title: 'One', url: 'http://a.b' },
      { title: 'Two', url: 'http://c.d' },
    ])
    expect(refused.map((one) => one.split(/[;:]/)[0])).toEqual([
      '"Report" is no title with an address behind it',
      'the address must begin with https',
      'the address must not hold a user name or password',
    ])
  })

  it('is cleaned of what a file cannot hold', async () => {
    const { answers } = await ask(['A\u001b[1m\ttitle', 'Two\r\nlines\u0000', '', '', '', '', 'n'])
    expect(answers).toMatchObject({ title: 'A[1m title', what: 'Two\nlines' })
  })

  it('is not made where the person leaves', async () => {
    await expect(ask(all.slice(0, 7))).rejects.toThrow(Interrupted)
  })
})

describe('a practice that begins with a note', () => {
  const draft = { title: 'We dug', what: 'We dug. It helped.', cells: ['courage'] }

  it('takes its title, text and section by Enter, but never who may see it', async () => {
    const { answers, shown } = await ask(['', '', '', '', '', '', 'n'], {}, draft)
    expect(answers).toMatchObject({ ...draft, share: 'nobody' })
    expect(shown[0]).toContain('Enter alone takes it, Tab brings it here.')
    expect(shown[1]).toContain('We dug. It helped.')
    expect(shown[3]).toMatch(/Enter alone takes\s+that of the note: Courage\./)
  })

  it('is edited by typing something else', async () => {
    const { answers } = await ask(['Digging', 'We dug deep.', '', '1', '', '', 's'], {}, draft)
    expect(answers).toMatchObject({ title: 'Digging', what: 'We dug deep.', cells: ['roads/inside'] })
  })

  it('is chosen by its number', async () => {
    const { prompter, refused } = typing(['0', '4', 'x', '', '3', '<'])
    expect(await askPick(prompter, 3)).toBe(3)
    expect(refused).toHaveLength(4)
    expect(await askPick(prompter, 3)).toBeUndefined()
  })
})
