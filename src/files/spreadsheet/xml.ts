/** An element that begins: its name without prefix, and its attributes likewise. */
interface Opening {
  readonly name: string
  readonly uri: string
  readonly attributes: ReadonlyMap<string, string>
}

export interface Handlers {
  readonly open?: (element: Opening) => void
  /** A piece of text; `within` is the name of the element around it. A long text comes in several pieces. */
  readonly text?: (piece: string, within: string) => void
  readonly close?: (name: string) => void
}

/** Only the five entities of XML itself; the types do not know of it. */
const options = { xmlns: true, strictEntities: true, position: false }
const deepest = 64
const charactersAtOnce = 64 * 1024

/**
 * Reads XML from its beginning to its end and tells what it meets; false where it is not well-formed, too deep, or has a document
 * type, which no part of an office file needs and with which texts can be made to grow without bound. What a handler throws ends it.
 */
export async function readXml(text: string, handlers: Handlers): Promise<boolean> {
  const sax = await import('sax')
  const parser = (sax.default ?? sax).parser(true, options)
  const names: string[] = []
  let thrown: { readonly error: unknown } | undefined
  let isWrong = false
  const guarded =
    <Given extends readonly unknown[]>(handle: (...given: Given) => void) =>
    (...given: Given) => {
      if (isWrong || thrown !== undefined) return
      try {
        handle(...given)
      } catch (error) {
        thrown = { error }
      }
    }
  parser.onerror = () => {
    isWrong = true
    parser.resume()
  }
  parser.ondoctype = () => {
    isWrong = true
  }
  parser.onopentag = guarded((tag) => {
    const { local, uri, attributes } = tag as unknown as Tag
    names.push(local)
    if (names.length > deepest) isWrong = true
    const values = Object.values(attributes).map((one) => [one.local, one.value] as const)
    handlers.open?.({ name: local, uri, attributes: new Map(values) })
  })
  const told = guarded((piece: string) => handlers.text?.(piece, names.at(-1) ?? ''))
  parser.ontext = told
  parser.oncdata = told
  parser.onclosetag = guarded(() => {
    const name = names.pop()
    if (name !== undefined) handlers.close?.(name)
  })
  for (let at = 0; at < text.length && !isWrong && thrown === undefined; at += charactersAtOnce)
    parser.write(text.slice(at, at + charactersAtOnce))
  if (!isWrong && thrown === undefined) parser.close()
  if (thrown !== undefined) throw thrown.error
  return !isWrong
}

interface Tag {
  readonly local: string
  readonly uri: string
  readonly attributes: Readonly<Record<string, { readonly local: string; readonly value: string }>>
}
