import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startWorker } from '../files/disk/scratch.ts'
import { councilAndExchange } from './exchange-world.ts'

/** So many councils publish to one repository at once, each in a process of its own; all must succeed. */
export async function publishAtOnce(count: number): Promise<void> {
  const council = await councilAndExchange()
  const ids = Array.from({ length: count }, (_, at) => `council-${at}`)
  for (const id of ids) {
    cpSync(council.folder, council.beside(id), { recursive: true })
    const file = join(council.beside(id), 'tiex.yaml')
    const text = readFileSync(file, 'utf8')
      .replace('id: exampleshire', `id: ${id}`)
      .replace('Exampleshire County Council', id)
    writeFileSync(file, text)
  }
  const flags = ['publish', '--audience', 'sector', '--to', '../x.git', '--yes']
  const script = new URL('publish.worker.ts', import.meta.url)
  const workers = ids.map((id) =>
    startWorker(script, [council.beside(id), '2026-11-30T09:00:00Z', ...flags], council.variables),
  )
  await Promise.all(workers.map(({ ready }) => ready))
  for (const worker of workers) worker.go()
  const ends = await Promise.all(workers.map(({ end }) => end))
  expect(ends.map(({ code, complaint }) => (code === 0 ? '' : complaint))).toEqual(ids.map(() => ''))
  const files = council.at('x.git', 'ls-tree', '-r', '--name-only', 'main', 'organisations').split('\n')
  expect(files.filter((file) => file.endsWith('2026-autumn.yaml')).sort()).toEqual(
    ids.map((id) => `organisations/${id}/2026-autumn.yaml`).sort(),
  )
  expect(council.at('x.git', 'rev-list', '--count', '--no-merges', 'main')).toBe(`${count + 1}\n`)
  council.at('x.git', 'fsck', '--strict')
  const checked = await council.tiex(['exchange', 'check', '../x.git', '--range', '..main'], {
    now: '2026-11-30T09:00:00Z',
  })
  expect(checked.output).toMatch(new RegExp(`\\n1 warning in ${count} records`))
}
