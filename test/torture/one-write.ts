import { writeDurably } from '../../src/files/disk/write.ts'
import { TiexError } from '../../src/problem.ts'

// Writes `new text` a hundred times over into the file named; 2 and the message when tiex says that it could not.
const [path = '', shown = ''] = process.argv.slice(2)
try {
  await writeDurably({ path, shown }, () => 'new text\n'.repeat(100))
} catch (error) {
  process.exitCode = error instanceof TiexError ? 2 : 70
  process.stderr.write(error instanceof Error ? error.message : '')
}
