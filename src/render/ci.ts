import type { Problem } from '../problem.ts'
import { renderJson } from './json.ts'
import { oneLine, visible } from './text.ts'

/** `tiex-check/1` */
export function problemsJson(
  problems: readonly Problem[],
  counts: { readonly responses: number; readonly rounds: number },
): string {
  const number = (severity: Problem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length
  const data = {
    format: 'tiex-check/1',
    ...counts,
    errors: number('error'),
    warnings: number('warning'),
    advice: number('advice'),
    problems: problems.map(problemData),
  }
  return renderJson(data)
}

export function problemData({ severity, rule, message, hint, place }: Problem) {
  const { file = null, line = null, column = null } = place ?? {}
  return { severity, rule, message, hint: hint ?? null, file, line, column }
}

/** `tiex-model-check/1`, with problems as in `tiex-check/1`. */
export function modelProblemsJson(problems: readonly Problem[]): string {
  return renderJson({ format: 'tiex-model-check/1', problems: problems.map(problemData) })
}

/** At most this many annotations of a kind are shown by GitHub per step; the last one says how many more there are. */
const most = 10

/** Workflow commands of GitHub Actions, as documented for `::error file=…::message`: percent, line ends and, in properties, colons and commas escaped. `seeAll` says where those are that there is no room for. */
export function problemsGithub(
  problems: readonly Problem[],
  seeAll = 'run tiex check --all to see them',
): string {
  const words = { error: 'error', warning: 'warning', advice: 'notice' } as const
  return (['error', 'warning', 'advice'] as const)
    .flatMap((severity) => {
      const all = problems.filter((problem) => problem.severity === severity)
      const shown = all.length > most ? all.slice(0, most - 1) : all
      const lines = shown.map((problem) => {
        const { place, rule } = problem
        const properties = [
          ...(place === undefined ? [] : [`file=${property(place.file)}`]),
          ...(place?.line === undefined ? [] : [`line=${place.line}`]),
          ...(place?.column === undefined ? [] : [`col=${place.column}`]),
          `title=${property(`tiex: ${rule}`)}`,
        ]
        return `::${words[severity]} ${properties.join(',')}::${message(problem)}\n`
      })
      return all.length > shown.length
        ? [
            ...lines,
            `::${words[severity]} title=tiex::and ${all.length - shown.length} more of this kind; ${seeAll}\n`,
          ]
        : lines
    })
    .join('')
}

function message({ message: text, hint }: Problem): string {
  return escaped(hint === undefined ? visible(text) : `${visible(text)}\nhint: ${visible(hint)}`)
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return escaped(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** GitLab's code quality report. Fingerprints hold no line, so that a finding keeps its name when text above it moves. */
export function problemsGitlab(problems: readonly Problem[], digest: (text: string) => string): string {
  const severities = { error: 'major', warning: 'minor', advice: 'info' } as const
  const seen = new Map<string, number>()
  const report = problems.map(({ severity, rule, message: text, hint, place }) => {
    const key = [rule, place?.file, text].join('\n')
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return {
      description: oneLine(hint === undefined ? text : `${text} (hint: ${hint})`),
      check_name: rule,
      fingerprint: digest(`${key}\n${before}`),
      severity: severities[severity],
      location: { path: place?.file ?? 'tiex.yaml', lines: { begin: place?.line ?? 1 } },
    }
  })
  return renderJson(report)
}

/** JUnit XML: a test case a file looked at is more than tiex knows, so a case a problem; only errors fail. A case is called by its place, else by what it is about. */
export function problemsJunit<Found extends Problem>(
  problems: readonly Found[],
  suite = 'tiex check',
  about: (problem: Found) => string = () => 'assessment',
): string {
  const failures = problems.filter((problem) => problem.severity === 'error').length
  const cases = problems.map((problem) => {
    const { severity, rule, message: text, hint, place } = problem
    const name = [place?.file ?? about(problem), place?.line, place?.column]
      .filter((part) => part !== undefined)
      .join(':')
    const body =
      severity === 'error'
        ? `<failure type="${xml(rule)}" message="${xml(text)}">${xml(hint ?? '')}</failure>`
        : `<system-out>${xml(`${severity}: ${text}${hint === undefined ? '' : `\nhint: ${hint}`}`)}</system-out>`
    return `    <testcase classname="${xml(rule)}" name="${xml(name)}">${body}</testcase>\n`
  })
  const all =
    cases.length === 0 ? '    <testcase classname="tiex" name="everything is in order"/>\n' : cases.join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="${xml(suite)}" tests="${Math.max(1, cases.length)}" failures="${failures}">\n${all}  </testsuite>\n</testsuites>\n`
}

function xml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
    '\n': '&#10;',
  }
  return visible(text).replace(/[&<>"'\n]/g, (character) => entities[character]!)
}
