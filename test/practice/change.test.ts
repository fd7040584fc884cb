import { describe, expect, it } from 'vitest'
import { parseLink, parseValues, withValues } from '../../src/practice/change.ts'
import { newPractice, practiceName } from '../../src/practice/form.ts'
import { smallModel } from '../small-model.ts'
import { practiceFrom, practiceOf } from './samples.ts'

const link = { title: 'Report', url: 'https://example.org/1' }
const full = practiceOf('fees', { changed: 'Much.', contact: 'Finance', links: [link], share: 'sector' })

describe('what is set', () => {
  it.each([
    ['title=Other', { title: 'Other' }],
    ['changed=', { changed: undefined }],
    ['contact= A team ', { contact: 'A team' }],
    ['share=public', { share: 'public' }],
    ['share=', { share: undefined }],
    ['cells=roads/inside, courage,roads/inside', { cells: ['roads/inside', 'courage'], model: 'small@1.0' }],
    ['cells=', {}],
    ['links=', { links: undefined }],
    ['link=More https://example.org/2', { links: [link, { title: 'More', url: 'https://example.org/2' }] }],
  ])('%s', (word, changed) => {
    const { values, findings } = parseValues([word])
    expect(findings).toEqual([])
    const expected = Object.entries({ ...full, ...changed }).filter(([, value]) => value !== undefined)
    expect(withValues(full, values, smallModel)).toEqual(Object.fromEntries(expected))
  })

  it('links= takes the old ones away and link= adds a new one', () => {
    const { values } = parseValues(['links=', 'link=More https://example.org/2'])
    expect(withValues(full, values, smallModel).links).toEqual([
      { title: 'More', url: 'https://example.org/2' },
    ])
  })

  it('the model goes with the last cell', () => {
    const { values } = parseValues(['cells='])
    const about = practiceOf('fees', { cells: ['courage'], model: 'small@1.0' })
    expect(withValues(about, values, smallModel)).toEqual(practiceOf('fees'))
  })
})

describe('what sets nothing', () => {
  it.each([
    ['share', '"share" sets nothing'],
    ['cell=x', '"cell" is not a field of a practice'],
    ['__proto__=x', '"__proto__" is not a field of a practice'],
    ['title=', 'title cannot be empty'],
    ['what= ', 'what cannot be empty'],
    ['links=x', 'links can only be taken away'],
    ['link=https://example.org', '"https://example.org" is no title with an address behind it'],
    ['link=', '"" is no title with an address behind it'],
  ])('%s: %s', (word, message) => {
    const { values, findings } = parseValues([word])
    expect(values).toEqual({})
    expect(findings.map((found) => found.message)).toEqual([message])
    expect(findings[0]!.hint).toBeTruthy()
  })

  it('the same field twice', () => {
    expect(parseValues(['share=sector', 'share=public']).findings[0]!.message).toBe('share is set twice')
  })
})

it.each([
  ['Report https://example.org/1', { title: 'Report', url: 'https://example.org/1' }],
  ['  The  long\n report   http://x ', { title: 'The long report', url: 'http://x' }],
  ['See https://a then https://b', { title: 'See https://a then', url: 'https://b' }],
  ['Report', undefined],
  ['https://example.org', undefined],
  ['', undefined],
])('the link in %j', (words, expected) => expect(parseLink(words)).toEqual(expected))

describe('a new practice', () => {
  it('names the model where it has cells, has its keys in order, and leaves out what is empty', () => {
    const parts = {
      share: undefined,
      links: [],
      contact: '',
      title: 'T',
      cells: ['courage'],
      what: 'W',
      id: 'a',
    }
    expect(JSON.stringify(newPractice(parts, smallModel))).toBe(
      '{"format":"tiex-practice/1","id":"a","title":"T","what":"W","cells":["courage"],"model":"small@1.0"}',
    )
    expect(newPractice({ id: 'a', title: 'T', what: 'W' }, smallModel)).not.toHaveProperty('model')
  })

  it('is called by its id, that of another council with the council before it', () => {
    expect(practiceName(practiceOf('fees'))).toBe('fees')
    expect(practiceName(practiceFrom('testshire', 'fees'))).toBe('testshire/fees')
  })
})
