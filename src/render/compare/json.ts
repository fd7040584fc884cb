import type { Comparison } from '../../compare/compare.ts'
import type { Failure } from '../../compare/gates.ts'
import type { Quartiles } from '../../compare/quartiles.ts'
import type { Standing } from '../../compare/standing.ts'
import type { Figures, Subject } from '../../compare/subject.ts'
import type { Model } from '../../model/model.ts'
import { problemData } from '../ci.ts'
import { renderJson } from '../json.ts'
import { suggestedOnly } from './words.ts'

/** What failed of `--fail-on`; absent where nothing was asked. */
export type Failures = readonly Failure[] | undefined

/** `tiex-compare/1` of two subjects; what is not there is null. */
export function comparisonJson(
  { first, second, model, lines, left }: Comparison,
  failures: Failures,
): string {
  return format({
    model: modelData(model),
    subjects: [subjectData(first), subjectData(second)],
    sections: lines.map((line) => ({
      section: line.section.id,
      kind: line.section.kind,
      first: figuresData(line.first),
      second: figuresData(line.second),
      change: line.change ?? null,
      clear: line.change === undefined ? null : !line.unclear,
      statements: {
        compared: line.statements ?? line.section.statements.length,
        of: line.section.statements.length,
      },
    })),
    notComparable: left,
    ...failureData(failures),
  })
}

/** `tiex-compare/1` of one subject beside its peers. */
export function standingJson(
  { subject, group, model, lines, apart, versions, left }: Standing,
  failures: Failures,
): string {
  const { asked, nearest, unknown, withdrawn = [], peers } = group
  return format({
    model: modelData(model),
    subjects: [subjectData(subject)],
    peers: {
      asked,
      councils: peers.map(({ organisation, round, published, respondents, scope }) => ({
        organisation: organisation.id,
        name: organisation.name,
        ...{ round, published, respondents, scope },
        version: versions.get(organisation.id) ?? model.version,
      })),
      ...{ unknown, withdrawn },
      notComparable: apart,
      nearest:
        nearest === undefined
          ? null
          : { used: nearest.used, unused: nearest.unused, withoutMeasures: nearest.without },
    },
    sections: lines.map((line) => ({
      section: line.section.id,
      kind: line.section.kind,
      own: figuresData(line.own),
      peers: line.peers,
      peersLeftOut: line.thin,
      levels: quartilesData(line.levels),
      place: line.place ?? null,
      rank: line.rank ?? null,
      percentile: line.percentile ?? null,
      ambitions: quartilesData(line.ambitions),
    })),
    notComparable: left,
    ...failureData(failures),
  })
}

function format(data: object): string {
  return renderJson({ format: 'tiex-compare/1', ...data })
}

function modelData({ id, version, digest }: Model) {
  return { id, version, digest }
}

function subjectData(subject: Subject) {
  const { named, organisation, round, scope, published, respondents, model } = subject
  return {
    named,
    organisation: organisation?.id ?? null,
    name: organisation?.name ?? null,
    round,
    scope: scope ?? null,
    published: published ?? null,
    respondents,
    suggestedOnly: suggestedOnly(subject),
    model: modelData(model),
  }
}

function figuresData({ level, reached, ambition }: Figures) {
  return { level: level ?? null, stageReached: reached ?? null, ambition: ambition ?? null }
}

function quartilesData(quartiles: Quartiles | undefined) {
  return quartiles ?? null
}

function failureData(failures: Failures) {
  return failures === undefined
    ? {}
    : { failures: failures.map((failure) => ({ ...problemData(failure), about: failure.about })) }
}
