import { writeFileSync } from 'node:fs'
import { realEnv } from '../../src/env.ts'
import { main } from '../../src/main.ts'
import { standReady } from '../files/disk/scratch-worker.ts'

const [cwd = '', now = '', ...args] = process.argv.slice(2)
if (process.env.PID_FILE !== undefined) writeFileSync(process.env.PID_FILE, `${process.pid}`)
await standReady()
process.exitCode = await main(args, { ...realEnv(), cwd, now: () => new Date(now) })
