import type { Audience } from '../exchange/exchange.ts'

/** A notable example of practice: the shape of `practice/<id>.yaml`, and of `organisations/<organisation>/practice/<id>.yaml` in an exchange. */
export interface Practice {
  readonly format: string
  readonly id: string
  /** Whose it is; absent in the council's own repository. */
  readonly organisation?: { readonly id: string; readonly name?: string }
  readonly title: string
  /** What was done. */
  readonly what: string
  /** What changed because of it. */
  readonly changed?: string
  /** Ids of cells and success factors. */
  readonly cells?: readonly string[]
  /** `id@version`: the model that `cells` are of. */
  readonly model?: string
  readonly contact?: string
  readonly links?: readonly { readonly title: string; readonly url: string }[]
  /** `YYYY-MM-DD`. */
  readonly added?: string
  /** Who may see it when the round is published; absent: nobody else. */
  readonly share?: Audience
}
