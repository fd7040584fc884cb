import { shownAddress } from '../../address.ts'
import type { Screen } from '../../env.ts'
import type { Proposal, Unmet } from '../../plan/propose.ts'
import { practiceName } from '../../practice/form.ts'
import type { Results } from '../../scoring/results.ts'
import { practiceReason, whosePractice } from '../practice/text.ts'
import { columnsOf, counted, figure, oneLine, readable, visible, wrap } from '../text.ts'

/** The drafts, the first to see to at the top: what is wanting, the statements behind it with the reasons that were agreed, what to read. */
export function renderProposals(proposals: readonly Proposal[], screen: Screen): string {
  return proposals.map((proposal, index) => renderProposal(proposal, index + 1, screen)).join('\n')
}

function renderProposal(
  { action, need, ambition, why, resources, practice }: Proposal,
  number: number,
  screen: Screen,
): string {
  const { width, paint, plain } = screen
  const mark = `${number}. `
  const indent = columnsOf(mark)
  const lines = (text: string, hang = 0) => `${wrap(text, width, indent, indent + hang)}\n`
  const { level, target, gap, priority } = need
  const expected = action['expected-level']
  const then = expected === undefined ? '' : `, expected ${expected} then`
  const suggested = ambition === 'suggested' ? ' (only suggested)' : ''
  const wish =
    ambition !== undefined
      ? `ambition ${target}${suggested}`
      : `all ${counted(target, 'stage')}, as no ambition is set`
  const figures = `level ${figure(level)}${then}; ${wish}, gap ${figure(gap)}${priority === undefined ? '' : `, priority ${priority}`}`
  return [
    `${paint.strong(wrap(`${mark}${oneLine(action.title)}`, width, 0, indent))}\n`,
    lines(figures),
    ...why.map((unmet) => lines(whyWords(unmet), 2)),
    ...resources.map(({ resource }) => {
      const read = `${plain ? 'Read' : '· read'}: ${oneLine(resource.title)} (${oneLine(resource.publisher)})`
      return `${paint.quiet(wrap(read, width, indent, indent + 2))}\n${' '.repeat(indent + 2)}${paint.quiet(visible(shownAddress(resource.url)))}\n`
    }),
    ...practice.map((found) => {
      const { practice: one } = found
      const read = `${plain ? 'Practice' : '· practice'}: ${oneLine(one.title)} (${whosePractice(one)}): ${practiceName(one)}`
      return `${paint.quiet(wrap(read, width, indent, indent + 2))}\n${paint.quiet(wrap(practiceReason(found.match, need.section), width, indent + 2))}\n`
    }),
    `${paint.quiet(wrap(action.id, width, indent))}\n`,
  ].join('')
}

/** How much of what the proposals rest on is only suggested; undefined where all is agreed. */
export function proposalBasis(
  { agreed, suggested }: Results,
  proposals: readonly Proposal[],
): string | undefined {
  const ambitions = proposals.filter(({ ambition }) => ambition === 'suggested').length
  if (suggested + ambitions === 0) return undefined
  const answers = `${suggested} of ${counted(suggested + agreed, 'answer')}`
  const wishes = `${ambitions} of ${counted(proposals.filter(({ ambition }) => ambition !== undefined).length, 'ambition')} here`
  const parts = [...(suggested > 0 ? [answers] : []), ...(ambitions > 0 ? [wishes] : [])]
  return `Only suggested, not agreed yet: ${parts.join(', and ')}.`
}

/** `plan: not yet, agreed: No service has one.` */
function whyWords({ statement, answer, basis, reason }: Unmet): string {
  const option = statement.scale.options.find(({ id }) => id === answer)
  const said = answer === undefined ? 'nothing to go by' : (option?.title ?? readable(answer)).toLowerCase()
  const words = answer === undefined || basis === undefined ? said : `${said}, ${basis}`
  return `${readable(statement.key)}: ${visible(words)}${reason === undefined ? '' : `: ${oneLine(reason)}`}`
}
