/** Where a merged round stands, as far as what to do next hangs on it. */
export interface Ground {
  /** Absent before anything is merged. */
  readonly merged?: {
    readonly upToDate: boolean
    readonly agreed: number
    readonly of: number
    /** Statements people are far apart on, with nothing agreed. */
    readonly wide: number
  }
  /** By its dates the round still takes answers, even where everybody has given them. */
  readonly takesAnswers: boolean
  readonly secondLook: 'none' | 'open' | 'over'
  readonly plan?: PlanStanding
  /** `none`: nobody has to sign. `begun`: some have, by what still holds, or a record stands where a signature is needed. */
  readonly signOff: 'none' | 'open' | 'begun' | 'complete'
  readonly secondWorkshop: SecondWorkshop
  /** There is an exchange, and nobody knows that the round is published there. */
  readonly publishes?: boolean
}

export interface PlanStanding {
  readonly actions: number
  /** Actions that are only proposed: what the second workshop sorts. */
  readonly proposed: number
  /** What `tiex plan check` finds. */
  readonly lacking: number
}

/** Whether the second workshop is over, by its date. */
export type SecondWorkshop = 'undated' | 'to-come' | 'over'

/** From this share of all statements on a workshop has too many wide ones to talk about, and a second look is named beside it. */
const muchIsWide = 0.2

/** What the second workshop begins with. */
const secondAgenda = 'tiex agenda --workshop 2'

/**
 * Commands to run next, the first one first. A round goes merge, agenda (or a second look, where much is wide), workshop, plan propose,
 * agenda of the second workshop, plan check, report, sign, publish: a signature covers the plan, so that it comes after it. A group that has agreed on
 * some of it may go on to the plan, and is still led back to the workshop.
 */
export function nextCommands(ground: Ground): readonly string[] {
  const { merged, takesAnswers, secondLook, signOff } = ground
  // What is merged meanwhile would be out of date again.
  if (secondLook === 'open') return ['tiex status --reminders']
  if (merged !== undefined && signOff === 'complete')
    return ['tiex verify', ...(ground.publishes ? ['tiex publish --audience sector --dry-run'] : [])]
  const closing = takesAnswers ? ' --close' : ''
  if (merged === undefined || !merged.upToDate) return [`tiex merge${closing}`]
  // Whatever is changed now takes away what holds.
  if (signOff === 'begun') return ['tiex sign']
  const { agreed, of, wide } = merged
  if (agreed === 0) {
    const isMuch = secondLook === 'none' && wide > 0 && wide >= muchIsWide * of
    return ['tiex agenda', ...(isMuch ? [`tiex merge --second-look${closing}`] : []), 'tiex workshop']
  }
  return [...(agreed < of ? ['tiex workshop'] : []), ...afterAgreeing(ground)]
}

function afterAgreeing({ plan, signOff, secondWorkshop }: Ground): readonly string[] {
  if (plan === undefined || plan.actions === 0) return ['tiex plan propose']
  if (plan.proposed > 0 && secondWorkshop !== 'over') return [secondAgenda, 'tiex plan check']
  if (plan.lacking > 0) return ['tiex plan check', 'tiex report']
  return ['tiex report', ...(signOff === 'open' ? ['tiex sign'] : [])]
}

/** Whether the second workshop is what comes first, and nobody knows when it is. */
export function lacksSecondDate(
  { secondWorkshop }: Pick<Ground, 'secondWorkshop'>,
  [first]: readonly string[],
): boolean {
  return secondWorkshop === 'undated' && first?.startsWith(secondAgenda) === true
}

/** Where a sign-off stands, by the roles that must sign: how many have, and what is there of the others. */
export function signOffOf(
  signed:
    | {
        readonly of: number
        readonly roles: number
        readonly complete: boolean
        readonly waiting: readonly { readonly state: string }[]
      }
    | undefined,
): Ground['signOff'] {
  if (signed === undefined || signed.of === 0) return 'none'
  if (signed.complete) return 'complete'
  const isBegun = signed.roles > 0 || signed.waiting.some(({ state }) => state === 'recorded')
  return isBegun ? 'begun' : 'open'
}

/** `days` in order, the first workshop first; days are `YYYY-MM-DD`. The day itself is still to come. */
export function secondWorkshopIn(days: readonly string[], today: string): SecondWorkshop {
  const [, second] = days
  if (second === undefined) return 'undated'
  return second < today ? 'over' : 'to-come'
}

/** The commands for a round that is not the current one; those that are not about a round as they are. */
export function ofRound(commands: readonly string[], round: string | undefined): readonly string[] {
  if (round === undefined) return commands
  return commands.map((command) => (command === 'tiex people add' ? command : `${command} --round ${round}`))
}
