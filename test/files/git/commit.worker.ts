import { commitFiles } from '../../../src/files/git/committing/commit.ts'
import { standReady } from '../disk/scratch-worker.ts'

const [root = '', file = ''] = process.argv.slice(2)
await standReady()
await commitFiles({ root, prefix: '' }, { files: [file], message: `Answer ${file}` })
