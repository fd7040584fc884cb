import type { Screen } from '../../src/env.ts'

const same = (text: string) => text

/** A screen without colours. */
export function screenOf(width: number, more: Partial<Screen> = {}): Screen {
  return {
    width,
    plain: false,
    color: false,
    paint: { strong: same, quiet: same, accent: same, good: same, bad: same },
    ...more,
  }
}

/** What a terminal would obey or a reader not see: control characters but tab and line feed, overrides, invisible ones, halves of a character. */
export const forbidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]|[\ud800-\udfff]/u
