import { expect, test } from 'vitest'
import { Interrupted } from '../../src/interrupted.ts'
import { askFounding, type CheckAnswer, type FoundingAnswers } from '../../src/interview/founding.ts'
import type { Prompter } from '../../src/prompts/prompter.ts'

const suggestions = {
  folder: '/home/sam/council',
  now: new Date('2026-10-01T08:00:00Z'),
  myName: 'Sam Okafor',
  myEmail: 'sam@example.org',
}

/** Answers line by line; '' is Enter alone. At its end the person leaves. */
async function ask(
  lines: readonly string[],
  told: FoundingAnswers = {},
  check: CheckAnswer = async () => undefined,
) {
  const left = [...lines]
  const asked: string[] = []
  const shown: { readonly screen: string; readonly present: string | undefined }[] = []
  const prompter: Prompter = {
    choose: () => Promise.reject(new Error('nothing is to be chosen')),
    async text({ message, screen, present }) {
      asked.push(message)
      shown.push({ screen: screen(100), present })
      const line = left.shift()
      if (line === undefined) throw new Interrupted()
      return line
    },
    close: () => {},
  }
  return { answers: await askFounding({ prompter, check, plain: false }, told, suggestions), asked, shown }
}

test('Enter takes what stands in brackets, and there is none for the last day', async () => {
  const { answers } = await ask(['Cyngor Sir Ynys Môn', '', '', '', '', '', '', ''])
  expect(answers).toEqual({
    name: 'Cyngor Sir Ynys Môn',
    id: 'cyngor-sir-ynys-mon',
    type: 'council',
    round: '2026-autumn',
    confidentiality: 'sealed',
    myName: 'Sam Okafor',
    myEmail: 'sam@example.org',
  })
})

test('what a flag has told is not asked again', async () => {
  const { asked } = await ask(['', ''], {
    name: 'Testshire',
    type: 'district',
    round: '2026-spring',
    closes: '2026-05-01',
    confidentiality: 'open',
    myName: 'Bo',
  })
  expect(asked).toEqual(['Short name in files [testshire]', 'Your e-mail, as git has it [sam@example.org]'])
})

test('a name is needed: Enter alone asks for it again, and so it is with an id that no name gives', async () => {
  const { answers, asked } = await ask(['', '测试', '', 'ceshi', '', '', '', '', '', ''])
  expect(answers).toMatchObject({ name: '测试', id: 'ceshi' })
  expect(asked.slice(0, 4)).toEqual([
    'Name of the council',
    'Name of the council',
    'Short name in files',
    'Short name in files',
  ])
})

test('confidentiality is sealed or open, in any letter case; another word is asked again', async () => {
  const told = {
    name: 'T',
    id: 't',
    type: 'c',
    round: 'r',
    closes: '2026-05-01',
    myName: 'B',
    myEmail: 'b@c',
  }
  const { answers, asked, shown } = await ask(['no', 'seal', 'Open'], told)
  expect(answers.confidentiality).toBe('open')
  expect(shown[1]?.screen).toContain('"no" is neither sealed nor open')
  expect(asked).toHaveLength(3)
  expect(asked[2]).toMatch(/^Confidentiality: sealed \(.*\) or open \(.*\) \[sealed\]$/)
})

test('what will not do is asked again where it was given, with the reason, and nothing that was typed is lost', async () => {
  const seen: (keyof FoundingAnswers)[] = []
  const check: CheckAnswer = async ({ name, closes, id }, newest) => {
    seen.push(newest)
    if (newest === 'closes' && closes === 'soon') return `not a day, ${name}`
    return newest === 'id' && id === 'testshire' ? 'taken' : undefined
  }
  const lines = ['Testshire', '', 'tst', '', '', 'soon', '2026-11-20', '', '', '']
  const { answers, shown } = await ask(lines, {}, check)
  expect(answers).toMatchObject({ name: 'Testshire', id: 'tst', closes: '2026-11-20' })
  expect(seen).toEqual([
    ...['name', 'id', 'id', 'type', 'round', 'closes', 'closes'],
    ...['confidentiality', 'myName', 'myEmail'],
  ])
  expect(shown[2]).toMatchObject({ screen: expect.stringContaining('taken'), present: 'testshire' })
  expect(shown[6]).toMatchObject({
    screen: expect.stringContaining('not a day, Testshire. Tab brings back what you typed'),
    present: 'soon',
  })
  expect(shown[7]?.screen).not.toContain('not a day')
})

test('leaving in the middle is an interruption, with nothing decided', async () => {
  await expect(ask(['Testshire'])).rejects.toBeInstanceOf(Interrupted)
})
