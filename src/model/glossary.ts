/** The guide's terms and what they mean. */
export interface Glossary {
  readonly format: string
  readonly terms: readonly { readonly term: string; readonly definition: string }[]
}
