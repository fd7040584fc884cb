import { addressProblem } from '../address.ts'
import { isDay } from '../day.ts'
import { hintFor, quoted } from '../did-you-mean.ts'
import { findNames } from '../exchange/names.ts'
import { type Model, modelName } from '../model/model.ts'
import { type Finding, finding } from '../problem.ts'
import type { Practice } from './practice.ts'

interface Around {
  /** What the file is called, without `.yaml`. */
  readonly name: string
  readonly model: Model
  /** Who takes part: their names have no place in what is shared. */
  readonly people: Parameters<typeof findNames>[1]
}

/** Everything wrong with a practice of the council's own that its schema let pass, in the order of the file. */
export function checkPractice(practice: Practice, { name, model, people }: Around): Finding[] {
  return [
    ...checkName(practice, name),
    ...checkCells(practice, model),
    ...checkLinks(practice),
    ...checkDay(practice),
    ...checkPeople(practice, people),
  ]
}

/** Everything wrong with a practice that another council published, in its folder `organisation`. */
export function checkOthersPractice(
  practice: Practice,
  { name, organisation }: { readonly name: string; readonly organisation: string },
): Finding[] {
  const whose =
    practice.organisation === undefined
      ? [
          finding('practice', [], 'organisation is missing: nobody can tell whose practice this is', {
            hint: `add organisation: {id: ${organisation}}`,
          }),
        ]
      : practice.organisation.id !== organisation
        ? [
            finding(
              'practice',
              ['organisation', 'id'],
              `the file is in the folder of ${organisation} but says it is of ${quoted(practice.organisation.id)}`,
              { hint: 'a practice stands in the folder of its council' },
            ),
          ]
        : []
  return [...checkName(practice, name), ...whose, ...checkLinks(practice), ...checkDay(practice)]
}

function checkName({ id }: Practice, name: string): Finding[] {
  if (id === name) return []
  return [
    finding('practice', ['id'], `the file is called ${name}.yaml but its id is ${quoted(id)}`, {
      hint: 'they must be the same',
    }),
  ]
}

/** Cells of another model, or of another version, are told once, as they may have been right when they were written. */
function checkCells({ cells = [], model: named }: Practice, model: Model): Finding[] {
  const unknown = cells.flatMap((id, index) => (model.sectionById.has(id) ? [] : [{ id, index }]))
  if (named !== undefined && named !== modelName(model))
    return unknown.length === 0
      ? []
      : [
          finding(
            'practice',
            ['model'],
            `its cells are of ${named}, and ${quoted(unknown[0]!.id)} is not in ${modelName(model)}, which is answered`,
            { severity: 'warning', hint: 'name the cells it is about now: tiex practice set ID cells=...' },
          ),
        ]
  return unknown.map(({ id, index }) =>
    finding('unknown-id', ['cells', index], `${quoted(id)} is not a cell or success factor of the model`, {
      hint: hintFor(id, [...model.sectionById.keys()], 'cells'),
    }),
  )
}

function checkLinks({ links = [] }: Practice): Finding[] {
  return links.flatMap(({ url }, index) => {
    const problem = addressProblem(url)
    if (problem === undefined) return []
    return [
      finding('practice', ['links', index, 'url'], `the address ${problem}`, {
        hint: 'write an address such as https://www.example.gov.uk/report',
      }),
    ]
  })
}

function checkDay({ added }: Practice): Finding[] {
  if (added === undefined || isDay(added)) return []
  return [finding('date', ['added'], `there is no ${added}`, { hint: 'write a day such as 2026-11-20' })]
}

/** What is shared is read by people who do not know those it names; publishing refuses all but a contact. */
function checkPeople(
  { share, title, what, changed, contact, links }: Practice,
  people: Around['people'],
): Finding[] {
  if (share === undefined) return []
  const linked = links?.map((link) => `${link.title} ${link.url}`).join('\n')
  const texts = Object.entries({ title, what, changed, links: linked, contact }).flatMap(([where, text]) =>
    text === undefined ? [] : [{ where, text }],
  )
  return findNames(texts, people).map(({ where, person, what: part }) =>
    where === 'contact'
      ? finding('practice', [where], `the ${part} of ${person} is published in the contact`, {
          severity: 'warning',
          hint: 'name a team or a shared mailbox, which stay when people go',
        })
      : finding(
          'practice',
          [where],
          `the ${part} of ${person} stands in ${where}: tiex publish will refuse it`,
          {
            severity: 'warning',
            hint: 'say it without the name',
          },
        ),
  )
}
