import { keepCompiled } from './compiled.ts'
import type { TiexError } from './problem.ts'
import { writeTo } from './streams.ts'
import { version } from './version.ts'

// Windows looks for programs in the current folder first, which may be anybody's, unless this is set.
process.env.NoDefaultCurrentDirectoryInExePath = '1'

const args = process.argv.slice(2)

keepCompiled(args[0], process.env)

// Both are known without the parser of command lines, which is most of what would be loaded.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  writeTo(process.stdout, `${version()}\n`).catch(({ problems }: TiexError) => {
    for (const { message, hint } of problems) process.stderr.write(`error: ${message}\nhint: ${hint}\n`)
    process.exitCode = 2
  })
} else if (args[0] === 'complete' && args[2] === '--') {
  import('./complete.ts')
    .then(({ complete }) => complete(args.slice(1), { cwd: process.cwd(), variables: process.env }))
    .then((candidates) => writeTo(process.stdout, candidates))
    // Whoever types has gone, and is told nothing more.
    .catch(() => {})
} else {
  import('./main.ts')
    .then(({ mainHere }) => mainHere(args))
    .then((code) => {
      process.exitCode = code
      if (code === 130) return goWithTerminal()
    })
}

/**
 * Where the terminal has been closed Node cannot put it back as it was, aborts at that, and has the system keep a dump of its memory, in
 * which answers and keys are. The process ends as if it had not heeded the signal instead, now that all is saved.
 */
async function goWithTerminal(): Promise<void> {
  const { isatty } = await import('node:tty')
  if (!process.stdin.isTTY || isatty(0)) return
  process.removeAllListeners('SIGHUP')
  process.kill(process.pid, 'SIGHUP')
}
