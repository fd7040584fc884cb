import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTree } from '../../../src/files/past/tree.ts'
import { worldWith } from '../git/world.ts'

const files = {
  'a/one.yaml': 'one\n',
  'a/two.yaml': 'two\n',
  'a/b/three.yaml': '',
  'd/large.yaml': 'x'.repeat(101),
}

async function opened(lost?: string) {
  const { root, variables, git } = await worldWith(files)
  if (lost !== undefined) {
    const id = git('rev-parse', `HEAD:${lost}`)
    rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)))
  }
  const run = { root, variables }
  return (['a folder', 'all'] as const).map((together) =>
    openTree(git('rev-parse', 'HEAD'), ['a', 'd'], run, together),
  )
}

const textIn = (found: { readonly bytes: Uint8Array } | 'missing') =>
  found === 'missing' ? found : Buffer.from(found.bytes).toString('utf8')

it('has the files of a commit, and refuses one that is larger than is asked for', async () => {
  for (const tree of await opened()) {
    for (const [path, text] of Object.entries(files)) expect(textIn(tree.file(path, 200))).toBe(text)
    expect(tree.file('a/three.yaml', 200)).toBe('missing')
    expect(() => tree.file('d/large.yaml', 100)).toThrow(/larger/)
    expect(textIn(tree.file('a/one.yaml', 100))).toBe('one\n')
  }
})

it('reads what is whole beside a file that is lost, which is damage', async () => {
  for (const tree of await opened('a/two.yaml')) {
    expect(textIn(tree.file('a/one.yaml', 100))).toBe('one\n')
    expect(() => tree.file('a/two.yaml', 100)).toThrow(/damaged/)
  }
})
