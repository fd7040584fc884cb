import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openExample } from '../world.ts'
import { expectNoCommand, expectNothingActs } from './judges.ts'

const world = openExample()
afterAll(() => world.remove())

/** Windows takes no control character in a name. */
const acting = process.platform === 'win32' ? '' : '\u001b]52;c;x\u0007\n::error::y\r\u009b2J'
const name = `x\u202e\u200b${acting} ;$(x)`

for (const file of [
  ...[
    `rounds/2026-autumn/responses/${name}.yaml`,
    `rounds/2026-autumn/${name}.yaml`,
    `rounds/${name}/consensus.yaml`,
  ],
  ...[`practice/${name}.yaml`, `resources/${name}.yaml`, `exchange/organisations/${name}/2026.yaml`],
  ...[`exchange/organisations/exampleshire/${name}.yaml`, `model/${name}/model.yaml`, `${name}.yaml`],
]) {
  mkdirSync(dirname(join(world.folder, file)), { recursive: true })
  writeFileSync(join(world.folder, file), 'format: tiex-response/1\n')
}
writeFileSync(
  join(world.folder, 'exchange/exchange.yaml'),
  'format: tiex-exchange/1\nname: Sector\naudience: sector\n',
)
cpSync(join(world.folder, 'tiex.yaml'), join(world.folder, 'elsewhere', name, 'tiex.yaml'))

async function expectHarmless(line: readonly string[]): Promise<string> {
  const { output } = await world.tiex(line)
  expectNothingActs(output, () => line.join(' '))
  if (!line.includes('github')) expectNoCommand(output)
  return output
}

describe('a name that somebody gave to a file or a folder', () => {
  const formats = (words: readonly string[], ...some: readonly string[]) =>
    some.map((format) => [...words, '--format', format])

  it.each([
    ...formats(['check', '--all'], 'text', 'json', 'github', 'gitlab', 'junit'),
    ...formats(['exchange', 'check', 'exchange'], 'text', 'json', 'github', 'gitlab', 'junit'),
    ...[
      ['status'],
      ['merge', '--early'],
      ['practice', 'list'],
      ['practice', 'check'],
      ['resources'],
      ['model', 'list'],
    ],
    ...[
      ['model', 'check', `model/${name}`],
      ['import', `${name}.yaml`, '--as', 'sam-okafor'],
      ['report', '--format', 'md'],
    ],
  ])('is harmless in tiex %s %s %s %s', async (...line) => {
    await expectHarmless(line.filter((word) => word !== undefined))
  })

  it('is told where something is wrong with its file', async () => {
    expect(await expectHarmless(['check', '--all'])).toContain('x<U+202E><U+200B>')
  })
})

describe('what stands on a command line, which another program may have put there', () => {
  it.each([
    ...[
      ['results', name],
      ['results', '--round', name],
      ['model', 'show', name],
      ['plan', 'set', name, 'status=done'],
    ],
    ...[
      ['practice', 'show', name],
      ['compare', name, '2026-autumn'],
      ['resources', 'search', name],
      [name],
      ['help', name],
    ],
    ...[
      ['publish', '--audience', 'sector', '--to', name, '--as', 'sam-okafor'],
      ['results', '-C', name],
      ['results', `--${name}`],
    ],
    ...[
      ['results', '-o', `${name}/x`],
      ['results', '--format', name],
      ['verify', '--range', name],
      ['check', '--as', name],
    ],
  ])('is harmless in tiex %j %j', async (...line) => {
    await expectHarmless(line.filter((word) => word !== undefined))
  })
})
