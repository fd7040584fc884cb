/** Makes the councils that the benchmark measures, in the folder named as the argument: the same bytes every time. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { realEnv } from '../../src/env.ts'
import { makeIdentity } from '../../src/files/age/identity.ts'
import { sealText } from '../../src/files/age/seal.ts'
import { readPublished } from '../../src/files/exchange/published-rounds.ts'
import { foundingFiles } from '../../src/files/founding.ts'
import { schemaLine, styleOf } from '../../src/files/kinds/styles.ts'
import { readModel, shippedModels } from '../../src/files/models.ts'
import { sealResponse } from '../../src/files/responses/sealed.ts'
import { formatYaml } from '../../src/files/yaml/format.ts'
import { main } from '../../src/main.ts'
import type { Model } from '../../src/model/model.ts'
import type { Response } from '../../src/response/response.ts'
import { makeExchange } from './exchange.ts'
import { handWritten } from './hand-written.ts'
import { hostileResponses } from './hostile.ts'
import { numbersFrom, responseOf } from './people.ts'

const round = '2026-autumn'
const folder = process.argv[2]!

const model = await newestModel()
for (const people of [10, 100, 1000]) await makeCouncil(join(folder, String(people)), people)

for (const councils of [334, 3334, 10_000])
  await makeExchange(join(folder, `exchange-${councils * 3}`), model, { councils, rounds: 3, form: 'bare' })
await writeNumbers(join(folder, 'numbers.json'), join(folder, 'exchange-30000'))

const byHand = join(folder, 'by-hand')
const ten = await makeCouncil(byHand, 10)
for (const response of ten) writeResponse(byHand, response.person, handWritten(response))

cpSync(join(folder, '10'), join(folder, 'answering'), { recursive: true })
reopen(join(folder, 'answering'))
for (const people of [10, 100]) await sealCouncil(join(folder, `sealed-${people}`), people)
makeHistory(join(folder, 'history'), 1000)
cpSync(join(folder, '10'), join(folder, 'in-git'), { recursive: true })
git(['init', '--quiet', '--initial-branch=main'])
git(['add', '.'])
git(['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', 'commit', '--quiet', '-m', 'Begin'])

for (const [kind, text] of Object.entries(hostileResponses(model, round))) {
  const council = join(folder, `hostile-${kind}`)
  await makeCouncil(council, 1)
  writeResponse(council, 'person-1', text)
}

/** The numbers of an exchange as a script would keep them; makes its index too. */
async function writeNumbers(file: string, exchange: string): Promise<void> {
  const { rounds } = await readPublished(exchange, model)
  writeFileSync(file, JSON.stringify(rounds))
}

/** Takes answers again. */
function reopen(council: string): void {
  const path = join(council, 'tiex.yaml')
  writeFileSync(path, readFileSync(path, 'utf8').replace(', closes: 2020-02-01', ''))
}

/** A council as large, whose answers are sealed; the facilitator's key lies beside it. */
async function sealCouncil(at: string, people: number): Promise<void> {
  const [facilitator, own] = [await makeIdentity(), await makeIdentity()]
  writeFileSync(`${at}.key`, `${facilitator.identity}\n`, { mode: 0o600 })
  const responses = await makeCouncil(at, people)
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
function makeHistory(at: string, commits: number): void {
  cpSync(join(folder, '10'), at, { recursive: true })
  const run = (args: readonly string[], input?: string) =>
    execFileSync('git', args, { cwd: at, stdio: ['pipe', 'ignore', 'inherit'], input: input ?? '' })
  run(['init', '--quiet', '--initial-branch=main'])
  run(['add', 'tiex.yaml'])
  run(['-c', 'user.name=Fay', '-c', 'user.email=fay@example.org', 'commit', '--quiet', '-m', 'Begin'])
  const parts = Array.from({ length: commits }, (_, at) => {
    const person = `person-${(at % 10) + 1}`
    const text = readFileSync(join(folder, `10/rounds/${round}/responses/${person}.yaml`), 'utf8')
    const content = `${text}# ${at}\n`
    const who = `Person <${person}@example.org> ${1_600_000_000 + at} +0000`
    const from = at === 0 ? 'from refs/heads/main^0\n' : ''
    return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 6\nAnswer\n${from}M 100644 inline rounds/${round}/responses/${person}.yaml\ndata ${Buffer.byteLength(content)}\n${content}\n`
  })
  run(['fast-import', '--quiet'], parts.join(''))
}

async function newestModel(): Promise<Model> {
  const read = await readModel(shippedModels().at(-1)!)
  if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
  return read.model
}

/** A council whose people have all submitted and are merged, written by tiex itself. */
async function makeCouncil(at: string, people: number): Promise<readonly Response[]> {
  const random = numbersFrom(20261122)
  const responses = Array.from({ length: people }, (_, index) =>
    responseOf({ model, round, person: `person-${index + 1}`, random }),
  )
  mkdirSync(join(at, `rounds/${round}/responses`), { recursive: true })
  mkdirSync(join(at, 'schemas'))
  writeFileSync(join(at, 'tiex.yaml'), assessmentText(responses))
  for (const response of responses)
    writeResponse(at, response.person, formatYaml(response, styleOf('response'), [schemaLine('response', 3)]))
  const code = await main(
    ['-C', at, 'merge', '--as', 'facilitator', '--no-commit', '-o', join(folder, 'merged.txt')],
    {
      ...realEnv(),
      stderr: Object.assign(process.stderr, { write: () => true }),
    },
  )
  if (code !== 0) throw new Error(`the merge of ${people} people ended with exit code ${code}`)
  return responses
}

/** tiex.yaml as tiex init writes it, with everybody in it. */
function assessmentText(responses: readonly Response[]): string {
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

function writeResponse(council: string, person: string, text: string): void {
  writeFileSync(join(council, `rounds/${round}/responses/${person}.yaml`), text)
}

function git(args: readonly string[]): void {
  execFileSync('git', args, { cwd: join(folder, 'in-git'), stdio: 'ignore' })
}
