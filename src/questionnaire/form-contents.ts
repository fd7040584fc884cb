import type { ModelParts } from '../model/parts.ts'

/** What one person's form carries: everything the page knows. Nothing in it is secret but the token. */
export interface FormContents {
  readonly format: 'tiex-form/1'
  readonly organisation: { readonly id: string; readonly name: string }
  readonly round: string
  /** The last day for answers, in words; absent where the round has none. */
  readonly closes?: string
  readonly person: FormPerson
  /** Who will be able to read the answers, beside the person; undefined where everybody with access can. */
  readonly readers?: readonly string[]
  /** To whom the answers are to be sent: who made the form. */
  readonly sendTo: { readonly name: string; readonly email: string }
  /** age recipients of everybody who may facilitate; [] in an open assessment, whose answers are not sealed. */
  readonly recipients: readonly string[]
  /** How many are asked, where they are so few that nothing is anonymous. */
  readonly few?: number
  /** 32 hexadecimal digits, by which `tiex import` knows the form. */
  readonly token: string
  readonly made: string
  /** Of the person's response when the form was made, 0 without one: what the form seals counts on from here. */
  readonly seq: number
  readonly model: ModelParts
  readonly digest: string
}

interface FormPerson {
  readonly id: string
  readonly name: string
  readonly role: string
  /** As in tiex.yaml: the parts of the model that are asked; absent for all of it. */
  readonly sections?: readonly string[]
}

/** Whether what is answered is sealed. */
export function isSealing({ readers }: Pick<FormContents, 'readers'>): boolean {
  return readers !== undefined
}
