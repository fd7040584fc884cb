import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { cleanText } from '../../src/questionnaire/note-text.ts'
import { someHere } from '../every.ts'
import { bytesOf, controlOf, entries, places } from './corpus.ts'
import { openTestshire } from './council.ts'
import { expectComposed, expectShort } from './rules.ts'

// The texts of the corpus once more, given as flags instead of in files: what is written must be what was said, and readable again.
const council = await openTestshire()
beforeEach(() => council.reset())
afterAll(() => council.remove())

/** Every text value in a file of answers. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

const ordinary = new Set(textsOf(parse(bytesOf(controlOf('response'), '').toString())))
const texts = entries
  .filter(
    (entry) => ['text', 'control-char', 'plain-text'].includes(entry.class) && entry.kind === 'response',
  )
  .flatMap((entry) =>
    textsOf(parse(bytesOf(entry.file, '').toString()))
      .filter((text) => !ordinary.has(text))
      .map((text) => [entry.file, text] as const),
  )

describe('a hostile text typed as a note', () => {
  test.each(texts)('%s', async (_, text) => {
    const before = council.read(places.response)
    const ran = await council.tiex([
      'assess',
      '--as',
      'alice',
      '--note',
      `role-of-the-authority/customer/rationale=${text}`,
      '--no-commit',
    ])
    expectComposed(ran)
    expectShort(ran.output)
    if (ran.code === 0) {
      const written = parse(council.read(places.response)).answers['role-of-the-authority'].customer.notes
        .rationale
      expect(written).toBe(cleanText(text))
      expect((await council.tiex(['check'])).output).toMatch(/^Everything is in order/)
      const shown = await council.tiex([
        'assess',
        '--as',
        'alice',
        '--note',
        'role-of-the-authority/customer/rationale=ok',
        '--no-commit',
      ])
      expectComposed(shown)
      expect(shown.code).toBe(0)
    } else {
      expect(ran.stderr).toContain('hint: ')
      expect(council.read(places.response)).toBe(before)
    }
  })
})

describe('a hostile text where an id, a round, a folder or a format belongs', () => {
  test.each(texts)('%s', async (_, text) => {
    for (const args of someHere(
      [
        ['results', text],
        ['results', '--as', text],
        ['results', '--round', text],
        ['merge', '--dry-run', '--leave-out', text],
        ['resources', '--stage', text],
        ['resources', 'search', text],
        ['trend', text],
        ['model', 'show', text],
        ['model', 'show', 'tiex-2026.1', text],
        ['assess', '--as', 'alice', '--answer', text],
        ['assess', '--as', 'alice', '--from', text],
        ['check', '--format', text],
        ['-C', text, 'check'],
        [text],
      ],
      4,
    )) {
      const ran = await council.tiex(args)
      expectComposed(ran, args.join(' '))
      expectShort(ran.stderr)
      if (!args.includes('search')) expect(ran.code, args.join(' ')).toBe(2)
    }
  })
})
