import type { Assessment } from '../assessment/assessment.ts'
import { peopleWhoMay } from '../assessment/rights.ts'
import type { Standing } from '../compare/standing.ts'
import type { Audience } from '../exchange/exchange.ts'
import type { Glossary } from '../model/glossary.ts'
import type { Trend } from '../trend/trend.ts'
import type { Report } from './report.ts'

/** A report with all that stands beside it on a page. */
export interface ReportPage {
  readonly report: Report
  readonly readers: Readers
  /** Up to the round of the report. */
  readonly trend: Trend
  readonly glossary: Glossary['terms']
  /** There where an exchange was named. */
  readonly peers?: Peers
}

/** The council beside others of an exchange, and for whom these published. */
interface Peers {
  readonly standing: Standing
  readonly audience: Audience
}

/** Who can read what single people answered, beside themselves. */
export interface Readers {
  readonly confidentiality: Assessment['confidentiality']
  readonly facilitators: number
}

export function readersOf(assessment: Assessment): Readers {
  return {
    confidentiality: assessment.confidentiality,
    facilitators: peopleWhoMay('facilitate', assessment).length,
  }
}
