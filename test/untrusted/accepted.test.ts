import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { corpusFolder, entries, type Kind, titleOf } from './corpus.ts'
import { openTestshire } from './council.ts'
import { expectComposed } from './rules.ts'

// Rule 8: what is good stays good, and two forms of one text are one text.
const council = await openTestshire()
beforeEach(() => council.reset())
afterAll(() => council.remove())

const shows: Readonly<Record<Kind, readonly string[]>> = {
  response: ['results', 'alice', '--format', 'json'],
  // `status` comes later: until then tiex.yaml is seen through what it says of a person's results.
  config: ['results', 'alice', '--format', 'json'],
  consensus: ['results', '--format', 'json'],
}

async function resultsWith(file: string, kind: Kind) {
  council.reset()
  council.place({ file, kind, class: '', expect: 'accept', why: '', mustSay: [] })
  const ran = await council.tiex(shows[kind])
  expectComposed(ran)
  return ran
}

describe('an accepted file', () => {
  const accepted = entries.filter((entry) => entry.expect === 'accept')
  test.each(accepted.map((entry) => [titleOf(entry), entry] as const))('%s', async (_, entry) => {
    const ran = await resultsWith(entry.file, entry.kind as Kind)
    expect(ran, ran.output).toMatchObject({ code: 0, stderr: '' })
    if (entry.twin !== undefined)
      expect(ran.stdout).toBe((await resultsWith(entry.twin, entry.kind as Kind)).stdout)
  })
})

describe('ordinary text of any language', () => {
  test.each(['config-plain-text-welsh.yaml', 'config-plain-text-arabic.yaml'])(
    'in names is shown as it is: %s',
    async (file) => {
      const name = String(
        readFileSync(join(corpusFolder, file), 'utf8').match(/id: alice\n {4}name: (.+)/)?.[1],
      )
      council.place({ file, kind: 'config', class: '', expect: 'accept', why: '', mustSay: [] })
      for (const format of ['text', 'md']) {
        const shown = (await council.tiex(['results', 'alice', '--format', format])).stdout
        expect(shown.replaceAll('\\', '')).toContain(name.replace(/^(['"])(.*)\1$/, '$2'))
      }
    },
  )
})
