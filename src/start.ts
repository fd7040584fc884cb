import { realEnv } from './env.ts'
import { main } from './main.ts'

process.exitCode = await main(process.argv.slice(2), realEnv())
