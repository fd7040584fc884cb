import { stacked } from './text.ts'

/** The first of these drawings, fullest first, that takes no more than so many lines; the last where none does. No limit where `height` is absent. */
export function fitting(height: number | undefined, drawings: readonly (() => string)[]): string {
  let text = ''
  for (const draw of drawings) {
    text = draw()
    if (height === undefined || text.split('\n').length <= height) return text
  }
  return text
}

/** Texts one under the other, with an empty line between only where there is room for it; empty ones are left out. */
export function under(spacing: 'loose' | 'tight', ...parts: readonly string[]): string {
  return spacing === 'loose' ? stacked(...parts) : parts.filter((part) => part !== '').join('\n')
}
