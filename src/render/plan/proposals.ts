import { shownAddress } from '../../address.ts'
import type { Screen } from '../../env.ts'
import type { Proposal, Unmet } from '../../plan/propose.ts'
import { columnsOf, counted, figure, oneLine, readable, visible, wrap } from '../text.ts'

/** The drafts, heaviest first: what is wanting, the statements behind it with the reasons that were agreed, what to read. */
export function renderProposals(proposals: readonly Proposal[], screen: Screen): string {
  return proposals.map((proposal, index) => renderProposal(proposal, index + 1, screen)).join('\n')
}

function renderProposal({ action, need, why, resources }: Proposal, number: number, screen: Screen): string {
  const { width, paint, plain } = screen
  const mark = `${number}. `
  const indent = columnsOf(mark)
  const lines = (text: string, hang = 0) => `${wrap(text, width, indent, indent + hang)}\n`
  const { level, target, hasAmbition, gap, priority } = need
  const wish = hasAmbition ? `ambition ${target}` : `all ${counted(target, 'stage')}, as no ambition is set`
  const figures = `level ${figure(level)}, ${wish}, gap ${figure(gap)}${priority === undefined ? '' : `, priority ${priority}`}`
  return [
    `${paint.strong(wrap(`${mark}${oneLine(action.title)}`, width, 0, indent))}\n`,
    lines(figures),
    ...why.map((unmet) => lines(whyWords(unmet), 2)),
    ...resources.map(({ resource }) => {
      const read = `${plain ? 'Read' : '· read'}: ${visible(resource.title)} (${visible(resource.publisher)})`
      return `${paint.quiet(wrap(read, width, indent, indent + 2))}\n${' '.repeat(indent + 2)}${paint.quiet(visible(shownAddress(resource.url)))}\n`
    }),
    `${paint.quiet(wrap(action.id, width, indent))}\n`,
  ].join('')
}

/** `plan: not yet, agreed: No service has one.` */
function whyWords({ statement, answer, basis, reason }: Unmet): string {
  const option = statement.scale.options.find(({ id }) => id === answer)
  const said = answer === undefined ? 'nothing to go by' : (option?.title ?? readable(answer)).toLowerCase()
  const words = answer === undefined || basis === undefined ? said : `${said}, ${basis}`
  return `${readable(statement.key)}: ${visible(words)}${reason === undefined ? '' : `: ${oneLine(reason)}`}`
}
