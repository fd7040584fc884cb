import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { after, during, example, returnedForm, toMerge, toPublish } from './councils.ts'
import { git, leftIn } from './judge.ts'
import { type Beginning, type Copy, commandLine, copyOf } from './run.ts'

// Needs the built program: npm run build.

interface Said {
  readonly code: number | null
  readonly output: string
}

/** Runs tiex; where it says that somebody else is at the file for long, as on a busy machine, it is run again, as it says. */
async function tiex(copy: Copy, args: readonly string[], now = during): Promise<Said> {
  for (;;) {
    const said = await once(copy, args, now)
    if (said.code !== 2 || !/is changing\s+this\s+file|another git is at work/.test(said.output)) return said
  }
}

function once(copy: Copy, args: readonly string[], now: string): Promise<Said> {
  const situation = { name: args.join(' '), prepare: example, args, now }
  const { program, args: line, options } = commandLine(copy, situation)
  const child = spawn(program, line, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text
    })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}

async function copyFor(begin: () => Promise<Beginning>): Promise<Copy> {
  const copy = copyOf(await begin())
  onTestFinished(copy.remove)
  return copy
}

function expectDone(said: readonly Said[]): void {
  expect(said.filter(({ code }) => code !== 0).map(({ output }) => output)).toEqual([])
}

/** One line of commits, the index as HEAD but for what its user did, all of these files committed as they are, and nothing left behind. */
function expectSettled(copy: Copy, files: readonly string[]): void {
  expect(git(copy, 'council', 'rev-list', '--merges', 'HEAD').stdout).toBe('')
  expect(git(copy, 'council', 'diff', '--cached', '--name-only').stdout).toBe('staged.txt\n')
  expect(git(copy, 'council', 'diff', '--name-only', 'HEAD', '--', ...files).stdout).toBe('')
  expect(git(copy, 'council', 'fsck', '--strict').status).toBe(0)
  expect(leftIn(copy)).toEqual([])
}

const read = ({ base }: Copy, file: string) => parse(readFileSync(join(base, 'council', file), 'utf8'))
const responseOf = (person: string) => `rounds/2026-autumn/responses/${person}.yaml`
const consensus = 'rounds/2026-autumn/consensus.yaml'
const stages = ['understand', 'plan', 'do', 'review']
const answer = (person: string, where: string) => ['assess', '--as', person, '--answer', where]
const sam = ['--as', 'sam-okafor']

describe('at the same moment', () => {
  test('eight terminals of one person: every answer is there, and committed', async () => {
    const copy = await copyFor(example)
    const cells = ['data-and-intelligence/community', 'managing-income/community']
    const all = cells.flatMap((cell) => stages.map((stage) => `${cell}/${stage}`))
    expectDone(
      await Promise.all(all.map((statement) => tiex(copy, answer('beth-harding', `${statement}=partly`)))),
    )
    const { answers } = read(copy, responseOf('beth-harding'))
    for (const statement of all) {
      const [section, mode, stage] = statement.split('/') as [string, string, string]
      expect(answers[section]?.[mode]?.[stage], statement).toBe('partly')
    }
    expectSettled(copy, [responseOf('beth-harding')])
  })

  test('two terminals of one person, the same statement: one of the two answers, and both in the history or one never other than on top', async () => {
    const copy = await copyFor(example)
    const said = await Promise.all(
      ['partly', 'fully'].map((option) =>
        tiex(copy, answer('beth-harding', `managing-income/community/do=${option}`)),
      ),
    )
    expectDone(said)
    expect(['partly', 'fully']).toContain(
      read(copy, responseOf('beth-harding')).answers['managing-income'].community.do,
    )
    expectSettled(copy, [responseOf('beth-harding')])
  })

  test('six people answer while it is merged three times: no answer is lost, and the last merge has all', async () => {
    const copy = await copyFor(toMerge)
    const people = ['beth-harding', 'tom-reed', 'marek-nowak', 'imran-malik', 'helen-marsh', 'priya-shah']
    const where = 'approach-to-change/stopping=agree'
    const merges = async () => {
      const said: Said[] = []
      for (let time = 0; time < 3; time += 1)
        said.push(await tiex(copy, ['merge', ...sam, '--round', '2026-autumn'], after))
      return said
    }
    const [merged, ...answered] = await Promise.all([
      merges(),
      ...people.map((person) => tiex(copy, [...answer(person, where), '--submit'])),
    ])
    expectDone([...merged!, ...answered])
    for (const person of people)
      expect(
        read(copy, responseOf(person)).answers['approach-to-change'] ??
          read(copy, responseOf(person))['success-factors']['approach-to-change'],
        person,
      ).toMatchObject({ stopping: 'agree' })
    expectDone([await tiex(copy, ['merge', ...sam], after)])
    expect(read(copy, consensus).responses.count).toBe(10)
    expectSettled(copy, [consensus, ...people.map(responseOf)])
  })

  test('two facilitators decide eight times while two merge: every decision is there', async () => {
    const copy = await copyFor(toMerge)
    const all = ['data-and-intelligence/community', 'managing-income/community'].flatMap((cell) =>
      stages.map((stage) => `${cell}/${stage}`),
    )
    const said = await Promise.all([
      ...all.map((statement) => tiex(copy, ['workshop', ...sam, '--agree', `${statement}=partly`], after)),
      tiex(copy, ['merge', ...sam], after),
      tiex(copy, ['merge', ...sam], after),
    ])
    expectDone(said)
    const { statements, responses } = read(copy, consensus)
    for (const statement of all) expect(statements[statement].agreed, statement).toBe('partly')
    expect(responses.count).toBe(9)
    expectSettled(copy, [consensus])
  })

  test('an import while the person answers: both are there, or one is told', async () => {
    for (let time = 0; time < 4; time += 1) {
      const copy = await copyFor(returnedForm)
      const [imported, answered] = await Promise.all([
        tiex(copy, ['import', '../a.yaml', ...sam]),
        tiex(copy, answer('beth-harding', 'data-and-intelligence/community/do=partly')),
      ])
      const { answers } = read(copy, responseOf('beth-harding'))
      expect([0, 2]).toContain(answered!.code)
      if (answered!.code === 0)
        expect(answers['data-and-intelligence']?.community?.do, imported!.output).toBe('partly')
      if (imported!.code === 0) expect(answers['managing-income'].community.plan).toBe('partly')
      else expect(imported!.output).toMatch(/error: /)
    }
  })

  test('a plan, people and practice changed by six: each change is there', async () => {
    const copy = await copyFor(example)
    expectDone(
      await Promise.all([
        tiex(copy, ['plan', 'set', 'capacity-for-change', 'status=done', ...sam]),
        tiex(copy, ['plan', 'set', 'owners-for-savings', 'status=done', ...sam]),
        tiex(copy, ['plan', 'add', '--title', 'Cost the fees', ...sam]),
        tiex(copy, ['people', 'set', 'tom-reed', '--role', 'libraries', ...sam]),
        tiex(copy, ['people', 'set', 'priya-shah', '--role', 'archives', ...sam]),
        tiex(copy, ['people', 'remove', 'beth-harding', ...sam]),
      ]),
    )
    const { actions } = read(copy, 'rounds/2026-autumn/plan.yaml') as {
      actions: { id: string; status: string }[]
    }
    const statuses = actions.map(({ id, status }) => `${id} ${status}`)
    expect(statuses).toEqual(
      expect.arrayContaining([
        'capacity-for-change done',
        'owners-for-savings done',
        'cost-the-fees proposed',
      ]),
    )
    const { people } = read(copy, 'tiex.yaml') as { people: { id: string; role: string }[] }
    const roles = people.map(({ id, role }) => `${id} ${role}`)
    expect(roles).toEqual(expect.arrayContaining(['tom-reed libraries', 'priya-shah archives']))
    expect(people.some(({ id }) => id === 'beth-harding')).toBe(false)
    expectSettled(copy, ['tiex.yaml', 'rounds/2026-autumn/plan.yaml'])
  })

  test.each(['../x.git', '../x', '../plain'])(
    'the same round published to %s by three: it is there once',
    async (to) => {
      const copy = await copyFor(toPublish)
      const publish = ['publish', '--audience', 'sector', '--to', to, '--yes']
      const said = await Promise.all([1, 2, 3].map(() => tiex(copy, publish, after)))
      for (const { code, output } of said)
        expect([code, code === 0 ? '' : output]).toEqual([
          expect.toBeOneOf([0, 2]),
          expect.stringMatching(/^$|published anew meanwhile|changed meanwhile|run this again/),
        ])
      expect(said.some(({ code }) => code === 0)).toBe(true)
      const record = 'organisations/exampleshire/2026-autumn.yaml'
      if (to === '../plain') expect(existsSync(join(copy.base, 'plain', record))).toBe(true)
      else {
        const name = to.slice(3)
        expect(git(copy, name, 'rev-list', '--count', 'HEAD', '--', record).stdout).toBe('1\n')
        expect(git(copy, name, 'rev-list', '--merges', 'HEAD').stdout).toBe('')
        expect(git(copy, name, 'fsck', '--strict').status).toBe(0)
      }
      const again = await tiex(copy, publish, after)
      expect(again.output.replaceAll(/\s+/g, ' ')).toContain('says all of this already')
    },
  )

  test('two people, each in a clone, push at once: one is told by git, and has both after a pull', async () => {
    const copy = await copyFor(example)
    const at = (name: string, ...args: readonly string[]) => git(copy, name, ...args)
    at('.', 'clone', '-q', '--bare', 'council', 'shared.git')
    for (const name of ['ours', 'theirs']) at('.', 'clone', '-q', 'shared.git', name)
    const in_ = (name: string, args: readonly string[]) => tiex(copy, ['-C', `../${name}`, ...args])
    expectDone([
      await in_('ours', answer('tom-reed', 'managing-income/community/do=partly')),
      await in_('theirs', answer('beth-harding', 'managing-income/community/do=fully')),
    ])
    expect(at('ours', 'push', '-q').status).toBe(0)
    expect(at('theirs', 'push', '-q').status).not.toBe(0)
    expect(at('theirs', 'pull', '-q', '--rebase').status).toBe(0)
    expect(at('theirs', 'push', '-q').status).toBe(0)
    const files = at('shared.git', 'log', '--format=%s', '-2').stdout
    expect(files).toMatch(/tom-reed/)
    expect(files).toMatch(/beth-harding/)
  })
})
