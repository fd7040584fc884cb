import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { responsesIn as read } from '../../../src/files/importing/text.ts'
import { armoredText } from '../../../src/questionnaire/armored.ts'
import { spending } from '../../spent.ts'

/** Where nothing is wrong. */
function responsesIn(text: string): readonly string[] {
  const { texts, faults } = read(text)
  expect(faults).toEqual([])
  return texts
}

const armor = [
  '-----BEGIN AGE ENCRYPTED FILE-----',
  'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBXaGF0ZXZlciBzdGFuZHMg',
  'aGVyZSwgaXQgaXMgbmV2ZXIgbG9va2VkIGF0Cg==',
  '-----END AGE ENCRYPTED FILE-----',
]
const head = [
  'format: tiex-response/1',
  'model: tiex@2026.1',
  'round: 2026-autumn',
  'person: priya-shah',
  'submitted: 2026-11-03T16:40:00Z',
  'progress: {answered: 84, of: 93}',
  'seq: 1',
]
const sealed = `${[...head, 'sealed: |', ...armor.map((line) => `  ${line}`)].join('\n')}\n`
const plain = `${head.slice(0, 4).join('\n')}
answers:
  role:
    service:
      plan: partly
      notes:
        rationale: |-
          One line.

          -- and one that looks like the end of a mail
`

describe('a sealed response comes out whole', () => {
  it.each<[how: string, text: string]>([
    ['as it is', sealed],
    ['with CRLF line ends', sealed.replaceAll('\n', '\r\n')],
    [
      'with a greeting before and a name after it',
      `\nDear Sam,\nhere they are:\n\n${sealed}\n\nPriya\n--\nPriya Shah, Finance\n`,
    ],
    ['quoted', sealed.replace(/^/gm, '> ')],
    ['quoted twice', sealed.replace(/^/gm, '> > ')],
    ['quoted without a blank', sealed.replace(/^/gm, '>>')],
    ['indented', sealed.replace(/^/gm, '    ')],
    ['without its blanks', sealed.replace(/^ +/gm, '')],
    ['with blanks that do not break', sealed.replaceAll(/^ +/gm, '\u00a0\u00a0')],
    ['with each line end doubled', sealed.replaceAll('\n', '\n\n')],
    ['with blanks at the ends of lines', sealed.replaceAll('\n', '  \n')],
    ['without the last line end', sealed.trimEnd()],
    ['below the line that tells editors of the schema', `# yaml-language-server: $schema=x\n${sealed}`],
  ])('%s', (_, text) => {
    expect(responsesIn(text).map((one) => one.trimStart())).toEqual([sealed])
  })

  it('with the signature behind it', () => {
    const signature = ['-----BEGIN SSH SIGNATURE-----', 'U1NIU0lH', '-----END SSH SIGNATURE-----']
    const signed = `${sealed}signature: |\n${signature.map((line) => `  ${line}\n`).join('')}`
    expect(responsesIn(signed.replace(/^/gm, '> '))).toEqual([signed])
  })

  it('with several in one text, in their order', () => {
    const other = sealed.replace('priya-shah', 'tom-reed')
    expect(responsesIn(`${sealed}\nand\n${other}`).map((one) => one.trimStart())).toEqual([sealed, other])
  })
})

describe('a response in plain text', () => {
  it.each<[how: string, text: string]>([
    ['keeps its blanks', plain],
    ['is read out of a quoted mail', plain.replace(/^/gm, '> ')],
    ['is read where it is indented', plain.replace(/^(?=.)/gm, '  ')],
    ['has its line ends doubled', plain.replaceAll('\n', '\n\n')],
    ['has its line ends doubled, and is quoted', plain.replace(/^/gm, '> ').replaceAll('\n', '\n> \n')],
    ['may have CRLF line ends', plain.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    expect(responsesIn(text).map((one) => one.trimStart())).toEqual([plain])
  })
})

it('keeps the lines at which things stand', () => {
  const [found] = responsesIn(`Hello\n\n${plain}`)
  expect(found?.split('\n').indexOf('person: priya-shah')).toBe(5)
})

it('finds nothing where there is nothing', () => {
  expect(responsesIn('Dear Sam,\nI have no time.\n')).toEqual([])
  expect(responsesIn('')).toEqual([])
  expect(responsesIn('the format: tiex-response/1 is what I could not find')).toEqual([])
})

it('takes the time a text needs, and never more than so many responses', () => {
  const many = 'format: tiex-response/1\n'.repeat(200_000)
  const spent = spending()
  expect(responsesIn(many)).toHaveLength(500)
  expect(responsesIn(`${'\n'.repeat(300_000)}${plain}`)[0]!.length).toBeLessThan(1_000)
  expect(responsesIn('> '.repeat(2_000_000))).toEqual([])
  expect(spent()).toBeLessThan(5_000)
})

it('comes through whatever stands around it', () => {
  const lines = fc.array(
    fc
      .string({ maxLength: 60 })
      .filter((line) => !/[\r\n]/.test(line) && !/format:\s*tiex-response/.test(line)),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(lines, lines, (above, below) => {
      const text = `${above.map((line) => `${line}\n`).join('')}${sealed}\n${below.join('\n')}`
      const found = responsesIn(text).at(-1)!
      expect(found.trimStart().startsWith(sealed)).toBe(true)
    }),
  )
})

describe('answers in plain text are refused, and not cut, where', () => {
  const long = plain.replace('One line.', 'One line that is long. # and it says: so, - or not')
  it.each<[what: string, text: string, line: number]>([
    ['a name follows', `${plain}\nKind regards\nPriya\n`, 15],
    ['a note was wrapped', long.replace('is long', 'is\nlong'), 12],
    ['a note was wrapped before what looks like a comment', long.replace('# and', '\n# and'), 12],
    ['a quoted note was wrapped', long.replace(/^/gm, '> ').replace('is long', 'is\nlong'), 12],
    [
      'a note was wrapped in a mail with doubled line ends',
      long.replace('is long', 'is\nlong').replaceAll('\n', '\n\n'),
      23,
    ],
  ])('%s', (_, text, line) => {
    expect(read(text)).toEqual({ texts: [], faults: [{ line, fault: 'wrapped' }] })
  })

  it('unless they are a file of their own, in which comments may stand', () => {
    const file = `${plain}\n# mine\n`
    expect(read(file, true)).toEqual({ texts: [file], faults: [] })
  })
})

describe('armored answers', () => {
  const armored = armoredText(plain)
  it.each<[how: string, text: string]>([
    ['as they are', armored],
    ['with something around them', `Dear Sam,\n${armored}\nKind regards\nPriya`],
    ['quoted', armored.replace(/^/gm, '> > ')],
    ['wrapped', armored.replace(/[^-\n]{40}/g, '$&\n')],
    ['quoted and wrapped', armored.replace(/^/gm, '> ').replace(/[^->\n]{40}/g, '$&\n')],
    ['in one line', armored.replaceAll('\n', ' ')],
    ['with blanks that do not break, and CRLF', armored.replaceAll('\n', '\u00a0\r\n\r\n')],
  ])('come out %s', (_, text) => {
    expect(responsesIn(text)).toEqual([plain])
  })

  it('come out whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 19, max: 80 }),
        (text, width) => {
          const wrapped = armoredText(text).replace(new RegExp(`[^-\\n]{${width}}`, 'g'), '$&\n')
          expect(responsesIn(`above\n${wrapped}below`)).toEqual([text])
        },
      ),
    )
  })

  it.each<[what: string, text: string, fault: string]>([
    ['without an end', armored.slice(0, -40), 'cut'],
    ['with another beginning before the end', `${armored.slice(0, -40)}\n`, 'cut'],
    ['without a line', armored.replace(/\n.{64}\n/, '\n'), 'changed'],
    [
      'with another letter',
      armored.replace(/(?<=\n.{20})[A-Z]/, (letter) => (letter === 'A' ? 'B' : 'A')),
      'changed',
    ],
    ['that are empty', armored.replace(/\n[^-]+/, '\n'), 'changed'],
  ])('%s are refused', (_, text, fault) => {
    expect(read(`\n${text}`)).toEqual({ texts: [], faults: [{ line: 2, fault }] })
  })
})
