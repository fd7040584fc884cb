/** What a text may begin with, and another program would act upon. */
const heads = [
  ...['=HYPERLINK("http://e.example","x") ', '+1 ', '-1 ', '@SUM(1) ', '＝1+1 ', '\t=1 ', '|cmd ', '%0A '],
  ...[
    '::error::',
    '##vso[task.x]',
    '##[stop-commands]',
    '# ',
    '> ',
    '| a | b | ',
    '1. ',
    '* ',
    '--- ',
    '``` ',
  ],
  ...['<!-- ', '<script>', '    ', ']]>', '![', 'Tiex-Consent: zed '],
]

/** What may stand within it. */
const bodies = [
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><b onclick="x">', "'><i onx='y'>"],
  ...['</title></style></script><h1>', ']]><x/>', '<!--', '[a](javascript:alert(1))', '![a](//e.example/x)'],
  ...['<https://e.example>', '| a | b |', '`code` **b** ~~s~~', '\n\n# Heading\n\n- item', '\n::error::x'],
  ...[
    '\n\nTiex-Consent: zed',
    '"quote",comma;semi',
    '{{name}} %s',
    '\nEND:VEVENT\nX-A;B=1,\\n',
    '&amp;&#60;b&#62;',
  ],
  ...['_x000D_ _x003D_', '\n=1+1,2', '\n| a | b |\n| - | - |', '<a href="javascript:x">', '##[error]x'],
]

/** What hides, turns letters around or takes up no room: in every text, however short. */
const hidden = '\u202e\u2066\u200b\u200e\u061c\u2060\ufeff\u00ad\u3164\u{e0041}\u2028\u200d\u200d'

/** In an address as far as it can be one. */
const inAddress = `"><b/x='y'>|)](javascript:x)\`<script>${hidden.replaceAll('\u2028', '')}`

export interface Poisons {
  /** The text for a place, with a number of its own, so that a leak names where it came from. */
  readonly dose: (place: string) => string
  /** What may stand within an address. */
  readonly address: (place: string) => string
  /** Where the text comes from that stands last in a piece of output. */
  readonly last: (output: string) => string
}

/** With another `turn` each place gets other poisons: after `turns` of them every place had each. */
export function poisons(turn = 0): Poisons {
  const places: string[] = []
  const of = (some: readonly string[], step: number) => some[(places.length * step + turn) % some.length]!
  const numbered = (place: string) => `Q${places.push(place) - 1}Z`
  return {
    dose: (place) => `${of(heads, 1)}${numbered(place)} ${of(bodies, 5)} ${hidden} end`,
    address: (place) => `${numbered(place)}${inAddress}`,
    last: (output) => {
      const number = [...output.matchAll(/Q(\d+)Z/gi)].at(-1)?.[1]
      return number === undefined ? 'a place without a number' : places[Number(number)]!
    },
  }
}

export const turns = Math.max(heads.length, bodies.length)

/** The same text without any poison: as long, with the same paragraphs, letters and digits in the place of all that acts. */
export function harmlessTwin(text: string): string {
  return text.replace(/[^A-Za-z0-9 \n]/gu, 'x').replace(/^ +/, '')
}
