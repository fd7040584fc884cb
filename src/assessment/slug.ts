/** The id a name suggests: `Cllr José Núñez` becomes `cllr-jose-nunez`. Empty where the name has no letter of a to z; at most 40 characters. */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '')
}

/** Most characters of an id. */
export const idLength = 40

/** The id a title suggests: its first words, as many as make up at most 40 characters, `otherwise` where there are none of a to z; none that is taken. */
export function idFromTitle(title: string, taken: readonly string[], otherwise: string): string {
  let id = ''
  for (const word of title.split(/\s+/)) {
    const longer = slugOf(`${id} ${word}`)
    if (id !== '' && longer.length >= idLength) break
    id = longer
  }
  return freeId(id === '' ? otherwise : id, taken)
}

/** `wanted`, or with the first number behind it that makes it unique; at most 40 characters. */
export function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  for (let number = 2; ; number++) {
    const id = `${wanted.slice(0, idLength - 1 - String(number).length).replace(/-+$/, '')}-${number}`
    if (!taken.includes(id)) return id
  }
}

/** `2026-autumn`: the round a council would most likely begin on this day. */
export function seasonOf(now: Date): string {
  return `${now.getUTCFullYear()}-${now.getUTCMonth() < 6 ? 'spring' : 'autumn'}`
}
