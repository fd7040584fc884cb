/** A part of the council that should be in the room, and how to tell from a person's role that it is. */
interface SuggestedRole {
  readonly title: string
  /** Words or phrases, any of which in a role is enough. */
  readonly words: readonly string[]
  /** Phrases in which one of the words means something else. */
  readonly not?: readonly string[]
}

/**
 * Who should take part, by "Suggested members of the challenge team" of the Transformation Challenge Review (Local Government
 * Association and Local Partnerships). Its transformation lead and the three to five members of that team are one entry, since a role
 * seldom tells them apart. Service areas are in `isService`.
 */
const suggestedRoles: readonly SuggestedRole[] = [
  {
    title: 'Transformation or change',
    words: [
      ...['transformation', 'transforming', 'change', 'improvement', 'innovation', 'programme', 'programmes'],
      ...['pmo', 'sro', 'senior responsible owner', 'reform'],
    ],
    not: ['climate change'],
  },
  {
    title: 'HR',
    words: [
      ...['hr', 'human resources', 'workforce', 'organisational development', 'od', 'people and culture'],
      ...['head of people', 'director of people', 'people director', 'chief people officer', 'personnel'],
    ],
  },
  {
    title: 'Finance or resources',
    words: [
      ...['finance', 'financial', 'resources', 'treasurer', 'treasury', 'section 151', 's151', 'accountant'],
      ...['accountancy', 'accounting'],
    ],
    not: ['human resources'],
  },
  {
    title: 'Governance',
    words: [
      ...['governance', 'democratic', 'legal', 'monitoring officer', 'committee', 'committees', 'audit'],
      ...['member services', 'assurance', 'solicitor', 'law'],
    ],
    not: ['information governance', 'data governance'],
  },
  {
    title: 'IT, digital or data',
    words: [
      ...[
        'it',
        'ict',
        'digital',
        'data',
        'technology',
        'information',
        'intelligence',
        'insight',
        'analytics',
      ],
      ...['cio', 'cto', 'cdo', 'systems'],
    ],
  },
]

const services = 'A service area'

/** Roles at the top of the council, which stand for no service. */
const leading: SuggestedRole = {
  title: 'Leading',
  words: [
    ...['chief executive', 'leader', 'deputy leader', 'managing director', 'mayor', 'councillor', 'cllr'],
    ...['cabinet member', 'portfolio holder', 'chair', 'head of paid service', 'chief of staff'],
  ],
}

/** Titles of what the review suggests and none of these roles is, in its order. Roles are matched loosely, by whole words. */
export function notRepresented(roles: readonly string[]): readonly string[] {
  const missing = suggestedRoles.filter((suggested) => !roles.some((role) => isOf(suggested, role)))
  const hasService = roles.some(isService)
  return [...(hasService ? [] : [services]), ...missing.map(({ title }) => title)]
}

/** A role that is nothing else is that of a service: there are more of them than any list holds. */
function isService(role: string): boolean {
  return wordsIn(role).trim() !== '' && ![...suggestedRoles, leading].some((other) => isOf(other, role))
}

function isOf({ words, not = [] }: SuggestedRole, role: string): boolean {
  const meant = not.reduce((text, phrase) => text.replaceAll(` ${phrase} `, ' '), wordsIn(role))
  return words.some((phrase) => meant.includes(` ${phrase} `))
}

/** In lower case, with single spaces between words and around them: ` it and digital `. */
function wordsIn(role: string): string {
  return ` ${role
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
}
