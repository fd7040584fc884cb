import type { Screen } from '../../env.ts'
import type { ScaleAgreement } from '../../merge/consensus.ts'
import type { MergeView } from '../../merge/view.ts'
import type { Scale } from '../../model/model.ts'
import type { AgreementReport } from '../../report/agreement.ts'
import { counted, oneLine, wrap } from '../text.ts'

/** How far people agree over all statements, in sentences: in full for the first scale, in short for the others. */
export function renderAgreement(view: MergeView, screen: Screen): string {
  return agreementTexts(view)
    .map((text) => `${wrap(text, screen.width)}\n`)
    .join('')
}

/** A paragraph a scale, unwrapped; a view of a merge has what it takes. */
export function agreementTexts({ model, consensus, compared }: AgreementReport): readonly string[] {
  const scales = model.scales.filter((scale) => consensus.agreement?.[scale.id] !== undefined)
  return scales.map((scale, index) => {
    const agreement = consensus.agreement![scale.id]!
    const over = { people: consensus.responses.count, statements: compared[scale.id] ?? 0 }
    return index === 0 ? agreementSentences(agreement, over) : agreementOn(scale, agreement, over.statements)
  })
}

/** What agreement is measured over: statements with two or more scored answers. */
interface Measured {
  readonly people: number
  readonly statements: number
}

/** Below so many statements a reader is told how many they are, and no band is named. */
const fewStatements = 10

function agreementSentences({ pairwise, alpha }: ScaleAgreement, over: Measured): string {
  const pairs =
    pairwise === undefined
      ? ''
      : `Take any two people and any statement: they gave the same answer ${percent(pairwise)} of the time${overFew(over.statements)}. `
  const told =
    alpha === undefined
      ? 'How consistently they told strong areas from weak ones cannot be calculated.'
      : alphaSentence(alpha, over)
  return pairs + told
}

/** The same for a further scale, in short: the first one has said what the numbers mean. */
function agreementOn(scale: Scale, { pairwise, alpha }: ScaleAgreement, statements: number): string {
  const figures = [
    ...(pairwise === undefined
      ? []
      : [`the same answer ${percent(pairwise)} of the time${overFew(statements)}`]),
    ...(alpha === undefined ? [] : [`alpha ${alpha.toFixed(2)}`]),
  ]
  return `On the scale ${oneLine(scale.title).toLowerCase()}: ${figures.join(', ')}.`
}

function overFew(statements: number): string {
  return statements < fewStatements ? ` (over ${counted(statements, 'statement')})` : ''
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

/** Krippendorff's customary bounds, .667 and .800; the number alone for fewer than three people or ten statements. */
function alphaSentence(alpha: number, { people, statements }: Measured): string {
  const number = `(alpha ${alpha.toFixed(2)})`
  if (people < 3 || statements < fewStatements)
    return `How consistently they told strong areas from weak ones: ${number.slice(1, -1)}.`
  if (alpha >= 0.8) return `They told strong areas from weak ones consistently ${number}.`
  if (alpha >= 0.667) return `They told strong areas from weak ones, but only tentatively ${number}.`
  return `They did not tell strong areas from weak ones in the same way ${number}: use the items as prompts for discussion.`
}
