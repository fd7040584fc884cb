import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openExample } from '../world.ts'

it('of other councils practice is listed twenty at a time, and what is wrong there comes last', async () => {
  const world = openExample()
  onTestFinished(() => world.remove())
  const put = (file: string, text: string) => {
    mkdirSync(join(world.folder, 'x', file, '..'), { recursive: true })
    writeFileSync(join(world.folder, 'x', file), text)
  }
  put('exchange.yaml', 'format: tiex-exchange/1\nname: X\naudience: sector\n')
  for (let at = 0; at < 37; at += 1)
    put(
      `organisations/c${at}/practice/p.yaml`,
      at < 12
        ? 'x\n'
        : `format: tiex-practice/1\nid: p\norganisation: {id: c${at}}\ntitle: T${at}\nwhat: W\nshare: sector\n`,
    )
  const few = await world.tiex(['practice', '--exchange', 'x'])
  expect(few.stdout.match(/^\S T\d+$/gm)).toHaveLength(20)
  expect(few.stderr).toMatch(/^\nand 5 more: --all\n/)
  expect(few.stderr.match(/error: /g)).toHaveLength(10)
  expect(few.stderr).toContain('more problem')
  const all = await world.tiex(['practice', '--exchange', 'x', '--all'])
  expect(all.stdout.match(/^\S T\d+$/gm)).toHaveLength(25)
  const json = await world.tiex(['practice', '--exchange', 'x', '--format', 'json'])
  expect(json.stdout.match(/"title": "T\d+"/g)).toHaveLength(25)
})
