import { describe, expect, it } from 'vitest'
import { formFor } from '../../src/render/form-by-ending.ts'

const endings = { json: 'json', csv: 'csv', txt: 'text' } as const
type Form = 'json' | 'csv' | 'text' | 'md'
const form = (format: Form | undefined, file: string | undefined) =>
  formFor<Form>({ format, file, endings, usual: 'text' })

describe('the form of an output', () => {
  it.each<[string, Form | undefined, string | undefined, Form]>([
    ['on the screen is the usual one', undefined, undefined, 'text'],
    ['on the screen by name of it is the usual one', undefined, '-', 'text'],
    ['on the screen is that of --format', 'csv', '-', 'csv'],
    ['is that of the ending', undefined, 'a/b.JSON', 'json'],
    ['is that of --format where the ending says the same', 'csv', 'x.csv', 'csv'],
    ['is that of --format where the ending says nothing', 'md', 'output', 'md'],
  ])('%s', (_, format, file, is) => expect(form(format, file)).toBe(is))

  it.each<[string, Form | undefined, string, string]>([
    ['an ending that says none', undefined, 'x.pdf', 'the ending of x.pdf names no form'],
    ['no ending', undefined, 'output', 'names no form'],
    ['a name of every object', undefined, 'x.constructor', 'names no form'],
    ['another form than the ending says', 'json', 'x.csv', 'x.csv is to hold json, and its ending says csv'],
  ])('%s is refused', (_, format, file, says) => expect(() => form(format, file)).toThrow(says))
})
