import type { Comparison } from '../../compare/compare.ts'
import type { Failure } from '../../compare/gates.ts'
import type { Standing } from '../../compare/standing.ts'
import type { Screen } from '../../env.ts'
import { problemsGithub, problemsGitlab, problemsJunit } from '../ci.ts'
import { comparisonCsv, standingCsv } from './csv.ts'
import { comparisonJson, standingJson } from './json.ts'
import { comparisonMarkdown, standingMarkdown } from './markdown.ts'
import { renderStanding } from './standing.ts'
import { renderComparison } from './subjects.ts'

/** What there is to show: two subjects, or one beside its peers. */
export type Compared =
  | { readonly kind: 'two'; readonly comparison: Comparison }
  | { readonly kind: 'peers'; readonly standing: Standing }

/** Forms of the comparison itself, and those of what failed alone. */
export const dataForms = ['text', 'json', 'csv', 'md'] as const
export const gateForms = ['github', 'gitlab', 'junit'] as const
export type Form = (typeof dataForms)[number] | (typeof gateForms)[number]

export function isGateForm(form: Form): boolean {
  return (gateForms as readonly string[]).includes(form)
}

/** Endings of files, each with its form. */
export const formByEnding = { json: 'json', csv: 'csv', md: 'md', txt: 'text' } as const

interface Showing {
  readonly screen: Screen
  /** What failed; undefined where nothing was to fail. */
  readonly failures: readonly Failure[] | undefined
  /** Names a finding in GitLab's report. */
  readonly digest: (text: string) => string
}

export function comparedAs(compared: Compared, form: Form, { screen, failures, digest }: Showing): string {
  if (form === 'github')
    return failures?.length === 0
      ? '::notice title=tiex compare::nothing of --fail-on holds\n'
      : problemsGithub(failures ?? [], 'the summary of the step lists them all')
  if (form === 'gitlab') return problemsGitlab(failures ?? [], digest)
  if (form === 'junit') return problemsJunit(failures ?? [], 'tiex compare', (failure) => failure.about)
  if (compared.kind === 'two') {
    const { comparison } = compared
    if (form === 'json') return comparisonJson(comparison, failures)
    if (form === 'csv') return comparisonCsv(comparison)
    return form === 'md' ? comparisonMarkdown(comparison) : renderComparison(comparison, screen)
  }
  const { standing } = compared
  if (form === 'json') return standingJson(standing, failures)
  if (form === 'csv') return standingCsv(standing)
  return form === 'md' ? standingMarkdown(standing) : renderStanding(standing, screen)
}
