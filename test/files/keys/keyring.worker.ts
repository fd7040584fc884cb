import { writeFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { ownKeyring } from '../../../src/files/keys/keyring.ts'
import { openSession } from '../../../src/session.ts'
import { standReady } from '../disk/scratch-worker.ts'

const [home = '', round = '', said = ''] = process.argv.slice(2)
await standReady()
const { opened } = await openSession(
  {
    cwd: home,
    variables: { HOME: `${home}/${round}` },
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    now: () => new Date('2026-11-02T09:14:00Z'),
  },
  { input: false },
  { answerNo: () => {}, tiex: async () => 0 },
)
const { recipient, made } = await ownKeyring(opened)
writeFileSync(`${home}/${said}`, `${recipient} ${made}`)
