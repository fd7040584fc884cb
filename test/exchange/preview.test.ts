import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { unifiedDiff } from '../../src/exchange/preview.ts'

const folder = mkdtempSync(join(tmpdir(), 'tiex-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the difference that is shown before publishing', () => {
  it('is nothing where nothing changes', () => expect(unifiedDiff('x', 'a\n', 'a\n')).toBe(''))

  it('shows all of a new file', () =>
    expect(unifiedDiff('f.yaml', undefined, 'a\nb\n')).toBe(
      '--- /dev/null\n+++ b/f.yaml\n@@ -0,0 +1,2 @@\n+a\n+b\n',
    ))

  it('shows three lines around a change, and says where a line has no end', () =>
    expect(unifiedDiff('f', '1\n2\n3\n4\n5\n6\n7\n8\n9', '1\n2\n3\n4\nfive\n6\n7\n8\n9')).toBe(
      '--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
    ))

  it('gives the new file from the old one, as git reads it', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', '- x', '+ y', '@@'), { maxLength: 30 })
      .chain((lines) => fc.constantFrom(lines.join('\n'), lines.map((line) => `${line}\n`).join('')))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = unifiedDiff('f', before, after)
        if (before === after) return diff === ''
        writeFileSync(join(folder, 'f'), before)
        writeFileSync(join(folder, 'd'), diff)
        execFileSync('git', ['apply', '--whitespace=nowarn', 'd'], { cwd: folder })
        return readFileSync(join(folder, 'f'), 'utf8') === after
      }),
      { numRuns: 60 },
    )
  })

  it('takes no time over two large files without a line in common', () => {
    const lines = (mark: string) => Array.from({ length: 5000 }, (_, at) => `${mark}${at}\n`).join('')
    expect(unifiedDiff('f', lines('a'), lines('b')).split('\n')).toHaveLength(10_004)
  })
})
