/** What reading the bytes of every record of an exchange costs by itself: one listing, one batch, each byte looked at by nobody. */
import { execFileSync, spawnSync } from 'node:child_process'

const listed = execFileSync('git', ['ls-tree', '-r', 'HEAD', '--', 'organisations'], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
})
const ids = listed.split('\n').flatMap((line) => line.split(/[ \t]/)[2] ?? [])
const { stdout } = spawnSync('git', ['cat-file', '--batch'], {
  input: `${ids.join('\n')}\n`,
  maxBuffer: 1 << 30,
})
process.stdout.write(`${ids.length} records, ${stdout.length} bytes\n`)
