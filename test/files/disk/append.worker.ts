import { writeDurably } from '../../../src/files/disk/write.ts'
import { standReady } from './scratch-worker.ts'

const [path = '', name = '', rounds = ''] = process.argv.slice(2)
await standReady()
for (let round = 0; round < Number(rounds); round += 1) {
  await writeDurably({ path, shown: 'log.txt' }, (current) => {
    const before = current === 'missing' ? '' : new TextDecoder().decode(current)
    return `${before}${name} ${round}\n`
  })
}
