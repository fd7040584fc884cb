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

/** `2026-autumn`: the round a council would most likely begin on this day. */
export function seasonOf(now: Date): string {
  return `${now.getUTCFullYear()}-${now.getUTCMonth() < 6 ? 'spring' : 'autumn'}`
}
