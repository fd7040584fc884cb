import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { takeLock } from '../../../src/files/disk/lock.ts'
import { refusal, scratch } from './scratch.ts'

function target() {
  const root = scratch()
  const file = { path: join(root, 'bo.yaml'), shown: 'responses/bo.yaml' }
  return { root, file, lock: join(root, '.bo.yaml.lock') }
}

const endedPid = () => spawnSync(process.execPath, ['-e', '']).pid

function age(path: string, minutes: number): void {
  const then = Date.now() / 1000 - minutes * 60
  utimesSync(path, then, then)
}

describe('the lock of a file', () => {
  test('names the process and machine that hold it, and is gone after', async () => {
    const { root, file, lock } = target()
    const held = await takeLock(file)
    expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} ${hostname()} [0-9a-f]{16}\n$`))
    expect(await held.isHeld()).toBe(true)
    await held.release()
    expect(readdirSync(root)).toEqual([])
  })

  test('two that want it take turns', async () => {
    const { file } = target()
    const first = await takeLock(file)
    let released = false
    const second = takeLock(file).then((lock) => {
      expect(released).toBe(true)
      return lock
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    released = true
    await first.release()
    await (await second).release()
  })

  test('held by a process that runs, it is waited for and then refused by its number', async () => {
    const { file, lock } = target()
    writeFileSync(lock, `${process.ppid} ${hostname()} word\n`)
    expect(await refusal(() => takeLock(file, 60))).toBe(
      `responses/bo.yaml: process ${process.ppid} on ${hostname()} is changing this file: nothing was changed`,
    )
    expect(existsSync(lock)).toBe(true)
  })

  test.each<[string, () => string, number]>([
    ['left by a process that ended', () => `${endedPid()} ${hostname()} word\n`, 0],
    ['without sense in it', () => `what ${hostname()}\n`, 0],
    ['of another machine, older than ten minutes', () => '1 elsewhere word\n', 11],
    [
      'of a process number that is used again, older than ten minutes',
      () => `${process.ppid} ${hostname()} word\n`,
      11,
    ],
  ])('%s, it is taken over', async (_, content, minutes) => {
    const { root, file, lock } = target()
    writeFileSync(lock, content())
    age(lock, minutes)
    const held = await takeLock(file, 60)
    expect(await held.isHeld()).toBe(true)
    await held.release()
    expect(readdirSync(root)).toEqual([])
  })

  test('of another machine and young, it is respected', async () => {
    const { file, lock } = target()
    writeFileSync(lock, '1 elsewhere word\n')
    age(lock, 9)
    expect(await refusal(() => takeLock(file, 60))).toMatch(/process 1 on elsewhere is changing this file/)
  })

  test('cut off before its content was written, it is taken over after two seconds', async () => {
    const { file, lock } = target()
    writeFileSync(lock, '')
    expect(await refusal(() => takeLock(file, 60))).toMatch(/another process is changing this file/)
    const held = await takeLock(file)
    expect(await held.isHeld()).toBe(true)
  })

  test('taken from a holder that was thought dead, it is not the holder’s to release', async () => {
    const { file, lock } = target()
    const first = await takeLock(file)
    age(lock, 11)
    const second = await takeLock(file, 60)
    expect(await first.isHeld()).toBe(false)
    await first.release()
    expect(await second.isHeld()).toBe(true)
  })

  test('a link planted in its place is refused', async () => {
    const { file, lock } = target()
    const outside = join(scratch(), 'outside')
    symlinkSync(outside, lock)
    expect(await refusal(() => takeLock(file, 60))).toBe('responses/.bo.yaml.lock: is a symbolic link')
    expect(existsSync(outside)).toBe(false)
  })
})
