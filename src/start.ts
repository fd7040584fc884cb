import { keepCompiled } from './compiled.ts'
import { version } from './version.ts'

// Windows looks for programs in the current folder first, which may be anybody's, unless this is set.
process.env.NoDefaultCurrentDirectoryInExePath = '1'

const args = process.argv.slice(2)

keepCompiled(args[0], process.env)

// Both are known without the parser of command lines, which is most of what would be loaded.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${version()}\n`)
} else if (args[0] === 'complete' && args[2] === '--') {
  import('./complete.ts')
    .then(({ complete }) => complete(args.slice(1), { cwd: process.cwd(), variables: process.env }))
    .then((candidates) => process.stdout.write(candidates))
} else {
  import('./main.ts')
    .then(({ mainHere }) => mainHere(args))
    .then((code) => {
      process.exitCode = code
    })
}
