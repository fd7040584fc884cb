import { writeDurably } from '../../../src/files/disk/write.ts'
import { standReady } from './scratch-worker.ts'

// Writes whole files of one letter and a length line, again and again, until it is killed.
const [path = ''] = process.argv.slice(2)
await standReady()
for (let round = 0; ; round += 1) {
  const letter = String.fromCharCode(97 + (round % 26))
  const text = letter.repeat(100_000 + (round % 7) * 10_000)
  await writeDurably({ path, shown: 'a.txt' }, () => `${text.length}\n${text}`)
}
