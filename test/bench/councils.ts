import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { realEnv } from '../../src/env.ts'
import { makeIdentity } from '../../src/files/age/identity.ts'
import { sealText } from '../../src/files/age/seal.ts'
import { foundingFiles } from '../../src/files/founding.ts'
import { schemaLine, styleOf } from '../../src/files/kinds/styles.ts'
import { sealResponse } from '../../src/files/responses/sealed.ts'
import { formatYaml } from '../../src/files/yaml/format.ts'
import { main } from '../../src/main.ts'
import type { Model } from '../../src/model/model.ts'
import type { Response } from '../../src/response/response.ts'
import { handWritten } from './hand-written.ts'
import { numbersFrom, responseOf } from './people.ts'

export const round = '2026-autumn'

/** A council whose people have all submitted and are merged, written by tiex itself. */
export async function makeCouncil(at: string, people: number, model: Model): Promise<readonly Response[]> {
  const random = numbersFrom(20261122)
  const responses = Array.from({ length: people }, (_, index) =>
    responseOf({ model, round, person: `person-${index + 1}`, random }),
  )
  mkdirSync(join(at, `rounds/${round}/responses`), { recursive: true })
  mkdirSync(join(at, 'schemas'))
  writeFileSync(join(at, 'tiex.yaml'), assessmentText(responses, model))
  for (const response of responses)
    writeResponse(at, response.person, formatYaml(response, styleOf('response'), [schemaLine('response', 3)]))
  await merge(at)
  return responses
}

async function merge(at: string): Promise<void> {
  const code = await main(['-C', at, 'merge', '--as', 'facilitator', '--no-commit', '-o', '../merged.txt'], {
    ...realEnv(),
    stderr: Object.assign(process.stderr, { write: () => true }),
  })
  if (code !== 0) throw new Error(`the merge in ${at} ended with exit code ${code}`)
}

/** tiex.yaml as tiex init writes it, with everybody in it. */
function assessmentText(responses: readonly Response[], model: Model): string {
  const files = foundingFiles({
    organisation: { id: 'benchshire', name: 'Benchshire Council', type: 'county' },
    scope: 'whole council',
    round,
    dates: { opens: '2020-01-01', closes: '2020-02-01' },
    confidentiality: 'open',
    person: { id: 'facilitator', name: 'Fay Cilitator', email: 'fay@example.org', role: 'transformation' },
    model,
    version: '0.0.0',
  })
  const everybody = responses.map(
    ({ person }) =>
      `  - id: ${person}\n    name: Person of Benchshire\n    email: ${person}@example.org\n    role: finance\n    may: [answer]\n`,
  )
  const text = files.find(({ file }) => file === 'tiex.yaml')!.text
  return text.replace('people:\n', `people:\n${everybody.join('')}`)
}

export function writeResponse(council: string, person: string, text: string): void {
  writeFileSync(join(council, `rounds/${round}/responses/${person}.yaml`), text)
}

/** A council of ten who wrote their files by hand, and are merged. */
export async function makeByHand(at: string, model: Model): Promise<void> {
  for (const response of await makeCouncil(at, 10, model))
    writeResponse(at, response.person, handWritten(response))
  await merge(at)
}

/** A council that is merged and takes answers again. */
export async function makeAnswering(at: string, model: Model): Promise<void> {
  await makeCouncil(at, 10, model)
  const path = join(at, 'tiex.yaml')
  writeFileSync(path, readFileSync(path, 'utf8').replace(', closes: 2020-02-01', ''))
}

/** A council of ten in a repository, merged and committed. */
export async function makeInGit(at: string, model: Model): Promise<void> {
  await makeCouncil(at, 10, model)
  const git = (args: readonly string[]) => execFileSync('git', args, { cwd: at, stdio: 'ignore' })
  git(['init', '--quiet', '--initial-branch=main'])
  git(['add', '.'])
  git(['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', 'commit', '--quiet', '-m', 'Begin'])
}

/** A council as large, whose answers are sealed; the facilitator's key lies beside it. */
export async function makeSealed(at: string, people: number, model: Model): Promise<void> {
  const [facilitator, own] = [await makeIdentity(), await makeIdentity()]
  writeFileSync(`${at}.key`, `${facilitator.identity}\n`, { mode: 0o600 })
  const responses = await makeCouncil(at, people, model)
  const path = join(at, 'tiex.yaml')
  const text = readFileSync(path, 'utf8').replace('confidentiality: open', 'confidentiality: sealed')
  writeFileSync(
    path,
    text.replace('    role: transformation\n', `$&    recipient: ${facilitator.recipient}\n`),
  )
  const recipients = [own.recipient, facilitator.recipient]
  const seal = {
    vault: { seal: sealText },
    binding: {
      ...{ seq: 1, progress: { answered: 93, of: 93 } },
      ...{ key: own.recipient, 'sealed-to': recipients },
    },
  }
  for (const response of responses) {
    const sealed = await sealResponse(response, seal)
    writeResponse(at, response.person, formatYaml(sealed, styleOf('response'), [schemaLine('response', 3)]))
  }
}

/** A repository in which a few people have answered again and again, by git's own fast import. */
export async function makeHistory(at: string, commits: number, model: Model): Promise<void> {
  await makeCouncil(at, 10, model)
  const run = (args: readonly string[], input?: string) =>
    execFileSync('git', args, { cwd: at, stdio: ['pipe', 'ignore', 'inherit'], input: input ?? '' })
  run(['init', '--quiet', '--initial-branch=main'])
  run(['add', 'tiex.yaml'])
  run(['-c', 'user.name=Fay', '-c', 'user.email=fay@example.org', 'commit', '--quiet', '-m', 'Begin'])
  const parts = Array.from({ length: commits }, (_, index) => {
    const person = `person-${(index % 10) + 1}`
    const text = readFileSync(join(at, `rounds/${round}/responses/${person}.yaml`), 'utf8')
    const content = `${text}# ${index}\n`
    const who = `Person <${person}@example.org> ${1_600_000_000 + index} +0000`
    const from = index === 0 ? 'from refs/heads/main^0\n' : ''
    return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 6\nAnswer\n${from}M 100644 inline rounds/${round}/responses/${person}.yaml\ndata ${Buffer.byteLength(content)}\n${content}\n`
  })
  run(['fast-import', '--quiet'], parts.join(''))
}
