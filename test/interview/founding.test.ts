import { expect, test } from 'vitest'
import { Interrupted } from '../../src/interrupted.ts'
import { askFounding, type FoundingAnswers } from '../../src/interview/founding.ts'
import type { Prompter } from '../../src/prompts/prompter.ts'

const suggestions = {
  folder: '/home/sam/council',
  now: new Date('2026-10-01T08:00:00Z'),
  myName: 'Sam Okafor',
  myEmail: 'sam@example.org',
}

/** Answers line by line; '' is Enter alone. At its end the person leaves. */
async function ask(lines: readonly string[], told: FoundingAnswers = {}) {
  const left = [...lines]
  const asked: string[] = []
  const prompter: Prompter = {
    choose: () => Promise.reject(new Error('nothing is to be chosen')),
    async text({ message }) {
      asked.push(message)
      const line = left.shift()
      if (line === undefined) throw new Interrupted()
      return line
    },
    close: () => {},
  }
  return { answers: await askFounding(prompter, told, suggestions), asked }
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
  const { answers, asked } = await ask(['no', 'seal', 'Open'], told)
  expect(answers.confidentiality).toBe('open')
  expect(asked).toHaveLength(3)
  expect(asked[2]).toMatch(/^Confidentiality: sealed \(.*\) or open \(.*\) \[sealed\]$/)
})

test('leaving in the middle is an interruption, with nothing decided', async () => {
  await expect(ask(['Testshire'])).rejects.toBeInstanceOf(Interrupted)
})
