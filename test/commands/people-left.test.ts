import { beforeEach, describe, expect, it } from 'vitest'
import { type Council, councils } from '../strange/council.ts'

const copy = councils()
let council: Council
beforeEach(async () => {
  council = await copy()
})

const sam = ['--as', 'sam-okafor']
const commands = {
  add: [
    ...['people', 'add', 'jo-field', '--name', 'Jo Field', '--email', 'jo@example.org', '--role', 'parks'],
    ...sam,
  ],
  remove: ['people', 'remove', 'beth-harding', ...sam],
}
const newest = () => council.git('log', '-1', '--format=%s')
const changes = () => council.git('status', '--porcelain', '-uno')

describe.each(Object.entries(commands))('tiex people %s, run again,', (_, args) => {
  it('commits what a stopped run wrote', async () => {
    expect((await council.tiex([...args, '--no-commit'])).code).toBe(0)
    expect(changes()).toBe(' M tiex.yaml')
    expect(await council.tiex([...args, '--dry-run'])).toMatchObject({ code: 2 })
    const again = await council.tiex(args)
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('Committed what was written') })
    expect([changes(), newest()]).toEqual([
      '',
      expect.stringMatching(/^(?:Add jo-field|Remove beth-harding)/),
    ])
  })

  it('puts an index right that a stopped run left behind, unless it is only tried', async () => {
    expect((await council.tiex(args)).code).toBe(0)
    council.git('reset', '-q', 'HEAD~', '--', 'tiex.yaml')
    expect(changes()).toBe('MM tiex.yaml')
    for (const [more, left] of [
      ['--dry-run', 'MM tiex.yaml'],
      ['--no-commit', 'MM tiex.yaml'],
      ['--commit', ''],
    ] as const) {
      const again = await council.tiex(more === '--commit' ? args : [...args, more])
      expect([again.code, again.stderr]).toEqual([
        2,
        expect.stringMatching(/there is a jo-field already|nobody in tiex.yaml is called/),
      ])
      expect(changes()).toBe(left)
    }
  })
})

it('a removal is not committed with what somebody else changed by hand', async () => {
  await council.tiex([...commands.remove, '--no-commit'])
  council.put('tiex.yaml', council.read('tiex.yaml').replace('name: Priya Shah', 'name: Priya S'))
  expect(await council.tiex(commands.remove)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nobody in tiex.yaml is called "beth-harding"'),
  })
  expect([changes(), newest()]).toEqual([' M tiex.yaml', 'Begin'])
})
