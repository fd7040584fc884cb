import { writeFileSync } from 'node:fs'
import { responsesIn } from '../../src/files/importing/text.ts'
import { parseKind } from '../../src/files/kinds/read.ts'
import { kinds } from '../../src/files/kinds/schema.ts'
import { bytesOf, everyEntry } from './corpus.ts'

// A process of its own that reads every file of the corpus as every kind of file, and as a text that came in. Tells the most memory it
// held, and which file took how long at most, in the file that it is given the name of.
let slowest = { file: '', kind: '', milliseconds: 0 }
for (const { file } of everyEntry)
  for (const kind of [...kinds, 'text'] as const) {
    const bytes = bytesOf(file, 'sha256:0')
    const start = process.cpuUsage()
    if (kind === 'text') responsesIn(bytes.toString('utf8'))
    else await parseKind(kind, file, bytes)
    const { user, system } = process.cpuUsage(start)
    const milliseconds = (user + system) / 1000
    if (milliseconds > slowest.milliseconds) slowest = { file, kind, milliseconds }
  }
writeFileSync(process.argv[2]!, JSON.stringify({ slowest, megabytes: process.resourceUsage().maxRSS / 1024 }))
