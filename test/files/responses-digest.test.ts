import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { responsesDigest } from '../../src/files/responses/read.ts'

const round = join(import.meta.dirname, '../../examples/exampleshire/rounds/2025-autumn')

it.skipIf(process.platform === 'win32')('is what anybody can work out of the files', () => {
  const script = 'sha256sum *.yaml | cut -c -64 | sort | sha256sum'
  const options = { cwd: join(round, 'responses'), env: { ...process.env, LC_ALL: 'C' } }
  const [digest] = execFileSync('sh', ['-c', script], options).toString().split(' ')
  const consensus = readFileSync(join(round, 'consensus.yaml'), 'utf8')
  expect(/^responses: .*digest: (\S+)\}$/m.exec(consensus)![1]).toBe(`sha256:${digest}`)
})

it.each([
  ['the order of the files does not matter', ['a', 'b'], ['b', 'a'], true],
  ['a text that changed', ['a', 'b'], ['a', 'c'], false],
  ['a response more', ['a'], ['a', 'a'], false],
  ['the same letters, otherwise parted', ['ab', 'c'], ['a', 'bc'], false],
])('%s', (_, one, other, isSame) => {
  expect(responsesDigest(one) === responsesDigest(other)).toBe(isSame)
})
