import { commitFiles } from '../../../src/files/git/commit.ts'
import { standReady } from '../scratch-worker.ts'

const [root = '', file = ''] = process.argv.slice(2)
await standReady()
await commitFiles({ root, prefix: '' }, { files: [file], message: `Answer ${file}` })
