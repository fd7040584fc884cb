import { describe, expect, it } from 'vitest'
import { checkResources } from '../../src/resources/check.ts'
import type { Resource } from '../../src/resources/resource.ts'
import { smallModel } from '../small-model.ts'

const good: Resource = {
  id: 'kerbs',
  title: 'Kerbs',
  publisher: 'LGA',
  url: 'https://example.org/kerbs',
  type: 'guidance',
  summary: 'How to kerb.',
  characteristics: ['roads'],
  modes: ['inside'],
  stages: ['look'],
  'success-factors': ['courage'],
}

function found(resources: readonly Resource[], before?: ReadonlyMap<string, string>) {
  return checkResources({ format: 'tiex-resources/1', resources }, smallModel, before)
}

describe('a file of resources', () => {
  it('with tags of the model is in order', () => expect(found([good, { ...good, id: 'verges' }])).toEqual([]))

  it.each<[string, Partial<Resource>, string]>([
    ['characteristic', { characteristics: ['roads', 'rods'] }, 'characteristics 1'],
    ['mode', { modes: ['insid'] }, 'modes 0'],
    ['stage', { stages: ['luk'] }, 'stages 0'],
    ['success factor', { 'success-factors': ['carriage'] }, 'success-factors 0'],
    ['address', { url: 'https://user:secret@example.org' }, 'url'],
  ])('with a wrong %s has one fault, where it stands', (_, wrong, where) => {
    expect(found([good, { ...good, id: 'verges', ...wrong }]).map(({ path }) => path.join(' '))).toEqual([
      `resources 1 ${where}`,
    ])
  })

  it('never repeats an address that holds a password', () => {
    expect(JSON.stringify(found([{ ...good, url: 'https://user:secret@example.org' }]))).not.toContain(
      'secret',
    )
  })

  it('has every id once, in the file and among the files', () => {
    expect(found([good, good]).map((finding) => finding.message)).toEqual([
      'the resource "kerbs" is there twice',
    ])
    expect(
      found([good], new Map([['kerbs', 'resources/ours.yaml']])).map((finding) => finding.message),
    ).toEqual(['the resource "kerbs" is in resources/ours.yaml already'])
  })
})
