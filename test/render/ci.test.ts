import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/problem.ts'
import { problemsGithub, problemsGitlab, problemsJson, problemsJunit } from '../../src/render/ci.ts'
import { forbidden } from './screens.ts'

const typo: Problem = {
  severity: 'error',
  rule: 'answer',
  message: '"fuly" is not an answer here',
  hint: 'fully?',
  place: { file: 'rounds/x/responses/bo.yaml', line: 4, column: 10 },
}
const whole: Problem = {
  severity: 'warning',
  rule: 'round',
  message: 'no dates',
  place: { file: 'tiex.yaml' },
}
const nowhere: Problem = { severity: 'advice', rule: 'support', message: 'a reason helps' }
const all = [typo, whole, nowhere]
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'a\n::error::pwned',
    'a\r::stop-commands::x',
    '%0A::error::',
    'a,line=9:',
    ']]>',
    '<x a="1">',
    '\u202e',
    '\uffff',
    '\u001b[2J',
  ),
)
const problem: fc.Arbitrary<Problem> = fc.record({
  severity: fc.constantFrom('error', 'warning', 'advice'),
  rule: fc.constantFrom('answer', 'round'),
  message: text,
  hint: text,
  place: fc.record({ file: text, line: fc.nat(99), column: fc.nat(99) }),
})

describe('problems for GitHub', () => {
  it('are a workflow command a line', () => {
    expect(problemsGithub(all)).toBe(
      '::error file=rounds/x/responses/bo.yaml,line=4,col=10,title=tiex%3A answer::"fuly" is not an answer here%0Ahint: fully?\n' +
        '::warning file=tiex.yaml,title=tiex%3A round::no dates\n' +
        '::notice title=tiex%3A support::a reason helps\n',
    )
  })

  it.each([
    ['100%', '100%25'],
    ['a\nb', 'a%0Ab'],
    ['a::error::b', 'a::error::b'],
  ])('have the message %j as %j', (message, written) => {
    expect(problemsGithub([{ ...nowhere, message }])).toBe(`::notice title=tiex%3A support::${written}\n`)
  })

  it('escape what would end a property', () => {
    const place = { file: 'a,b:c%.yaml' }
    expect(problemsGithub([{ ...whole, place }])).toContain('file=a%2Cb%3Ac%25.yaml,title')
  })

  it('are at most ten of a kind, the last one with the number of the others', () => {
    const lines = problemsGithub([...Array(12).fill(typo), whole])
      .trimEnd()
      .split('\n')
    expect(lines.length).toBe(11)
    expect(lines[9]).toBe('::error title=tiex::and 3 more of this kind; run tiex check --all to see them')
    expect(problemsGithub(Array(10).fill(typo))).not.toContain('more of this kind')
  })

  it('are one line each, whatever a file says', () => {
    fc.assert(
      fc.property(problem, (one) => {
        const written = problemsGithub([one])
        expect(written.trimEnd().split(/\r\n|\r|\n/).length).toBe(1)
        expect(written).toMatch(/^::(error|warning|notice) /)
        expect(written).not.toMatch(forbidden)
      }),
    )
  })
})

describe('problems for GitLab', () => {
  it('are a code quality report', () => {
    expect(JSON.parse(problemsGitlab(all, digest))).toEqual([
      {
        description: '"fuly" is not an answer here (hint: fully?)',
        check_name: 'answer',
        fingerprint: digest(`answer\nrounds/x/responses/bo.yaml\n"fuly" is not an answer here\n0`),
        severity: 'major',
        location: { path: 'rounds/x/responses/bo.yaml', lines: { begin: 4 } },
      },
      expect.objectContaining({ severity: 'minor', location: { path: 'tiex.yaml', lines: { begin: 1 } } }),
      expect.objectContaining({ severity: 'info', location: { path: 'tiex.yaml', lines: { begin: 1 } } }),
    ])
  })

  it('keep their fingerprint when the line moves, and two of one kind have two', () => {
    const prints = (problems: readonly Problem[]) =>
      (JSON.parse(problemsGitlab(problems, digest)) as { fingerprint: string }[]).map(
        (one) => one.fingerprint,
      )
    const moved = { ...typo, place: { ...typo.place!, line: 40 } }
    expect(prints([moved])).toEqual(prints([typo]))
    expect(new Set(prints([typo, moved])).size).toBe(2)
  })
})

describe('problems for JUnit', () => {
  it('are test cases of which only errors fail', () => {
    expect(problemsJunit(all)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites>',
        '  <testsuite name="tiex check" tests="3" failures="1">',
        '    <testcase classname="answer" name="rounds/x/responses/bo.yaml:4:10"><failure type="answer" message="&quot;fuly&quot; is not an answer here">fully?</failure></testcase>',
        '    <testcase classname="round" name="tiex.yaml"><system-out>warning: no dates</system-out></testcase>',
        '    <testcase classname="support" name="assessment"><system-out>advice: a reason helps</system-out></testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    )
  })

  it('without any are one test that passes', () => {
    expect(problemsJunit([])).toContain('tests="1" failures="0"')
    expect(problemsJunit([])).toContain('<testcase classname="tiex" name="everything is in order"/>')
  })

  it('hold no mark-up of a file and no character XML forbids', () => {
    fc.assert(
      fc.property(problem, (one) => {
        const written = problemsJunit([one])
        expect(written.match(/<testcase /g)?.length).toBe(1)
        expect(
          written.replace(
            /<\/?(?:\?xml|testsuites?|testcase|failure|system-out)(?: [\w]+="[^"<>]*")*\??>/g,
            '',
          ),
        ).not.toMatch(/[<>]/)
        expect(written).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/)
        expect(written).not.toMatch(forbidden)
      }),
    )
  })
})

describe('problems as JSON', () => {
  it('have every field, null where there is nothing, and the numbers first', () => {
    const data = JSON.parse(problemsJson(all, { responses: 2, rounds: 1 }))
    expect(data).toMatchObject({
      format: 'tiex-check/1',
      responses: 2,
      rounds: 1,
      errors: 1,
      warnings: 1,
      advice: 1,
    })
    expect(data.problems[2]).toEqual({
      severity: 'advice',
      rule: 'support',
      message: 'a reason helps',
      hint: null,
      file: null,
      line: null,
      column: null,
    })
  })
})
