import { longest } from '../../agenda/agenda.ts'
import { counted } from '../text.ts'
import type { AnyAgenda } from './rows.ts'
import { outWords, tooFewLines } from './words.ts'

/** What stands under an agenda: what does not fit and what to do about it, and what nobody could say. Lines by block. */
export function afterwards(agenda: AnyAgenda): readonly (readonly string[])[] {
  const model = agenda.workshop === 1 ? agenda.model : undefined
  const few = agenda.workshop === 1 ? tooFewLines(agenda.tooFew, agenda.model) : []
  const out =
    agenda.out.length === 0
      ? []
      : [
          [
            `Does not fit (${agenda.out.length}), the lightest first:`,
            ...agenda.out.map((part) => `- ${outWords(part, model)}`),
          ],
          [`What to do: ${waysOut(agenda).join('; ')}.`],
        ]
  return [...out, ...(few.length === 0 ? [] : [few])]
}

function waysOut({ workshop, enough }: AnyAgenda): readonly string[] {
  const longer =
    enough === undefined
      ? `even ${counted(longest, 'minute')} are too short for all of it, so meet twice`
      : `${enough} minutes would fit all of it (tiex agenda${workshop === 2 ? ' --workshop 2' : ''} --minutes ${enough})`
  const rooms = 'two rooms side by side, each with some of it'
  return workshop === 1
    ? [longer, 'a second look before it brings views together (tiex merge --second-look)', rooms]
    : [longer, rooms]
}
