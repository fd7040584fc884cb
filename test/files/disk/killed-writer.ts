import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import { writeDurably } from '../../../src/files/disk/write.ts'
import { startWorker } from './scratch.ts'

/** Kills a process that writes without a pause, `rounds` times, and expects a whole file and a next writer at work each time. */
export async function killWriters(root: string, rounds: number): Promise<void> {
  const path = join(root, 'a.txt')
  for (let round = 0; round < rounds; round += 1) {
    const worker = startWorker(new URL('rewrite.worker.ts', import.meta.url), [path])
    await worker.ready
    worker.go()
    await setTimeout(20 + Math.random() * 60)
    worker.kill()
    await worker.end
    if (!readdirSync(root).includes('a.txt')) continue
    const [length = '', text = ''] = readFileSync(path, 'utf8').split('\n')
    expect(text).toHaveLength(Number(length))
    expect(new Set(text).size).toBe(1)
    expect(await writeDurably({ path, shown: 'a.txt' }, () => `1\n${round % 10}`)).toBe('written')
  }
}
