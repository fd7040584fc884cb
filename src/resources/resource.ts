/** Something to read, use or attend next. Ids of the axes are the model's; an absent list means no tag of that kind. */
export interface Resource {
  readonly id: string
  readonly title: string
  readonly publisher: string
  readonly url: string
  readonly type: string
  readonly year?: number
  readonly summary: string
  readonly characteristics?: readonly string[]
  readonly modes?: readonly string[]
  readonly stages?: readonly string[]
  readonly 'success-factors'?: readonly string[]
  readonly councils?: readonly string[]
}

export interface ResourceFile {
  readonly format: string
  readonly resources: readonly Resource[]
}
