import type { Report } from '../../report/report.ts'
import { agreementTexts } from '../merge/agreement.ts'

/** How far people agreed over all statements, a paragraph a scale; why nothing is told where nothing is. */
export function agreementSentences({ agreement, people }: Report): readonly string[] {
  const texts = agreementTexts(agreement).map(forBoard)
  if (texts.length > 0) return texts
  return people.answered < people.minimumGroup
    ? [`Not shown, since fewer than ${people.minimumGroup} people answered.`]
    : ['Nothing could be compared.']
}

/** What a low agreement means for who reads levels, in the place of what it means for who leads a workshop. */
function forBoard(text: string): string {
  return text.replace(
    ': use the items as prompts for discussion.',
    ', so a level shows where to look more closely; it is no measurement.',
  )
}
