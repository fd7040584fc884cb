import type { Problem } from '../../../problem.ts'
import type { FolderEntry } from '../../disk/bytes.ts'

/** What can stand where a record belongs. */
export type Shown = FolderEntry['kind'] | 'submodule'

const whatIsWrong: Readonly<Record<Shown | 'flood', readonly [rule: string, message: string, hint: string]>> =
  {
    file: [
      'odd-name',
      'this is no record, and is not read',
      'records are called organisations/<id>/<round>.yaml, ids of a to z, 0 to 9 and -',
    ],
    folder: [
      'odd-name',
      'this folder is not read',
      'a council has records and practice/ in its folder, and nothing else',
    ],
    link: ['symbolic-link', 'this is a symbolic link, and is not followed', 'put the real file in its place'],
    submodule: ['not-a-file', 'this is another repository, and is not read', 'take it out'],
    other: ['not-a-file', 'this is not a plain file, and is not read', 'take it out'],
    flood: [
      'too-many',
      'there are too many records in this folder: the rest is not read',
      'take out what is no round',
    ],
  }

/** What is wrong with an entry that is not read at all. A name that is only odd is a warning. */
export function entryProblem(is: Shown | 'flood', path: string, most?: number): Problem {
  const [rule, message, hint] = whatIsWrong[is]
  return {
    severity: rule === 'odd-name' ? 'warning' : 'error',
    rule,
    message: most === undefined ? message : `${message} (limit ${most})`,
    hint,
    place: { file: shownPath(path) },
  }
}

/** A path that strangers chose, on one line and not too long. */
function shownPath(path: string): string {
  const flat = path.replace(/[\s\u0000-\u001f\u007f]+/gu, ' ')
  return flat.length <= 160 ? flat : `${flat.slice(0, 150).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Of one file the first few problems, and how many more there are. */
export function firstOf(problems: readonly Problem[]): readonly Problem[] {
  const [first] = problems
  if (first === undefined || problems.length <= 4) return problems
  const { severity, rule } = first
  return [
    ...problems.slice(0, 3),
    { severity, rule, message: `and ${problems.length - 3} more in this file` },
  ]
}
