import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { someHere } from '../every.ts'
import { corpusFolder, places } from './corpus.ts'
import { openTestshire } from './council.ts'
import { expectComposed, expectShort, untouched } from './rules.ts'

const ids: { readonly refuse: readonly string[]; readonly accept: readonly string[] } = JSON.parse(
  readFileSync(join(corpusFolder, 'person-ids.json'), 'utf8'),
)
const council = await openTestshire()
beforeEach(() => council.reset())
afterAll(() => council.remove())

const bob = 'rounds/2026-autumn/responses/bob.yaml'
const answer = ['--answer', 'role-of-the-authority/customer/do=partly']
/** Git knows who is working here, so an id that is passed over would be noticed as alice. */
const asAlice = { variables: { GIT_AUTHOR_EMAIL: 'alice@testshire.example' } }
const named = (list: readonly string[]) =>
  list.map((id) => [JSON.stringify(id.length > 40 ? `${id.slice(0, 37)}...` : id), id] as const)

/** bob is called by this id: in tiex.yaml, in his response, and in its name where that is wanted. */
function renameBob(id: string, path?: string): void {
  const quoted = JSON.stringify(id)
  council.put(
    'tiex.yaml',
    council.read('tiex.yaml').replace('- id: bob', () => `- id: ${quoted}`),
  )
  if (path !== undefined)
    council.put(
      path,
      council.read(bob).replace('person: bob', () => `person: ${quoted}`),
    )
}

describe('an id that must never become a path', () => {
  test.each(named(ids.refuse))('is refused in tiex.yaml: %s', async (_, id) => {
    const line = council.read('tiex.yaml').split('- id: bob')[0]!.split('\n').length
    renameBob(id)
    await untouched(council, async () => {
      for (const args of someHere([
        ['check'],
        ['results', `--as=${id}`],
        ['assess', `--as=${id}`, ...answer],
        ['merge'],
      ])) {
        const ran = await council.tiex(args, asAlice)
        expectComposed(ran)
        expectShort(ran.output)
        expect(ran.code, ran.output).toBe(args[0] === 'check' ? 1 : 2)
        expect(ran.output).toContain(`tiex.yaml:${line}:9: error: `)
      }
    })
  })

  test.each(named(ids.refuse))('is refused wherever a command takes a person: %s', async (_, id) => {
    await untouched(council, async () => {
      for (const args of someHere(
        [
          ['assess', '--as', id, ...answer],
          ['assess', `--as=${id}`, ...answer],
          ['results', id],
          ['results', '--as', id],
          ['resources', id],
          ['trend', id],
          ['merge', '--dry-run', '--leave-out', id],
        ],
        3,
      )) {
        const ran = await council.tiex(args, asAlice)
        expectComposed(ran, args.join(' '))
        expectShort(ran.output)
        expect(ran, args.join(' ')).toMatchObject({ code: 2, stdout: '' })
      }
      if (id === '' || id.includes('\0')) return
      const { code } = await council.tiex(['assess', ...answer], { variables: { TIEX_AS: id } })
      expect(code).toBe(2)
    })
  })

  const fileNames = ids.refuse.filter((id) => !/[/\0]/.test(id) && Buffer.byteLength(id) < 250)
  test.each(named(fileNames))('is refused as the name of a response: %s', async (_, id) => {
    const path = `rounds/2026-autumn/responses/${id}.yaml`
    council.put(
      path,
      council.read(bob).replace('person: bob', () => `person: ${JSON.stringify(id)}`),
    )
    await untouched(council, async () => {
      const ran = await council.tiex(['check'])
      expectComposed(ran)
      expect(ran.code, ran.output).toBe(1)
      expect(ran.output).toMatch(/^rounds\/2026-autumn\/responses\/.*: error: /m)
      expect((await council.tiex(['merge'])).code).toBe(2)
      expect((await council.tiex(['results', 'alice'])).code).toBe(0)
    })
  })
})

describe('an ordinary id', () => {
  test.each(ids.accept)('%s is a person like any other', async (id) => {
    renameBob(id, `rounds/2026-autumn/responses/${id}.yaml`)
    council.git('rm', '-q', '--cached', bob)
    council.put(bob, '')
    council.git('clean', '-qf', bob)
    expect(await council.tiex(['check'])).toMatchObject({ code: 0 })
    expect(await council.tiex(['assess', '--as', id, ...answer])).toMatchObject({ code: 0 })
    expect(await council.tiex(['results', id, '--format', 'json'])).toMatchObject({ code: 0 })
    expect(council.read(places.response)).not.toContain('do: partly')
  })
})
