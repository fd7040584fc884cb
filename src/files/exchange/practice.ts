import { resolve } from 'node:path'
import { checkOthersPractice } from '../../practice/check.ts'
import type { Practice } from '../../practice/practice.ts'
import { failure, type Problem } from '../../problem.ts'
import type { FileName } from '../disk/faults.ts'
import { entriesOf, inside, readFolder, readPart } from '../kinds/folder.ts'
import { placed } from '../kinds/read.ts'

/**
 * What other councils published of their practice in the exchange at a path, `organisations/<id>/practice/`, by council and id. Everything
 * there is written by others: an entry that is wrong is passed over and named in `problems`, with the exchange as it was named, and the
 * rest still counts. What `own` published is left out. Throws a `TiexError` where there is no exchange.
 */
export async function readExchangePractice(
  folder: string,
  named: string,
  own: string | undefined,
): Promise<{ readonly practices: readonly Practice[]; readonly problems: readonly Problem[] }> {
  // Named from the root of the exchange, so that no link in it is followed.
  const root: FileName = { path: resolve(folder, named), shown: '' }
  const problems: Problem[] = []
  const exchange = await readPart('exchange', inside(root, 'exchange.yaml'))
  if (exchange === 'missing') throw noExchange(named)
  if ('problems' in exchange) problems.push(...exchange.problems)
  const practices: Practice[] = []
  const organisations = inside(root, 'organisations')
  for (const entry of entriesOf(organisations, problems)) {
    if (entry.name === own || entry.name.startsWith('.')) continue
    const at = inside(organisations, entry.name)
    if (entry.kind === 'folder' && isId(entry.name))
      practices.push(...(await readCouncil(at, entry.name, problems)))
    else problems.push(oddCouncil(at.shown))
  }
  const where = named.replaceAll('\\', '/').replace(/\/+$/, '')
  return { practices, problems: problems.map((problem) => within(where, problem)) }
}

async function readCouncil(
  at: FileName,
  organisation: string,
  problems: Problem[],
): Promise<readonly Practice[]> {
  const { loaded, problems: found } = await readFolder<Practice>('practice', inside(at, 'practice'))
  problems.push(...found)
  const practices: Practice[] = []
  for (const file of loaded) {
    const name = file.yaml.file
      .split('/')
      .at(-1)!
      .replace(/\.yaml$/, '')
    const findings = checkOthersPractice(file.data, { name, organisation })
    problems.push(...(await placed(file, findings)))
    if (!findings.some(({ severity }) => severity === 'error')) practices.push(file.data)
  }
  return practices
}

function isId(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,39}$/.test(name)
}

function oddCouncil(file: string): Problem {
  return {
    severity: 'warning',
    rule: 'odd-name',
    message: 'this is no folder of a council, and is not read',
    hint: 'a council publishes in organisations/<id>/',
    place: { file },
  }
}

function within(where: string, problem: Problem): Problem {
  const { place } = problem
  return place === undefined ? problem : { ...problem, place: { ...place, file: `${where}/${place.file}` } }
}

function noExchange(named: string): Error {
  const isAddress = /^[\w.+-]+@[\w.-]+:|^\w+:\/\//.test(named)
  return failure(
    'no-exchange',
    isAddress
      ? `--exchange needs a folder, and ${named} is an address`
      : `there is no exchange in ${named}: it has no exchange.yaml`,
    isAddress
      ? `clone it first: git clone ${named} exchange, then --exchange exchange`
      : 'name a folder with a clone of the exchange; of a bare repository, make a clone first with: git clone',
  )
}
