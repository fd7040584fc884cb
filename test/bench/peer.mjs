/** What a script with the yaml package does for the same job: reads every response, counts, prints the lower median of each statement. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const folder = process.argv[2]
const answers = new Map()

function count(id, answer) {
  if (!answers.has(id)) answers.set(id, [])
  answers.get(id).push(answer)
}

for (const name of readdirSync(folder).sort()) {
  const response = parse(readFileSync(join(folder, name), 'utf8'))
  for (const [characteristic, modes] of Object.entries(response.answers))
    for (const [mode, cell] of Object.entries(modes))
      for (const [stage, answer] of Object.entries(cell))
        if (typeof answer === 'string') count(`${characteristic}/${mode}/${stage}`, answer)
  for (const [factor, statements] of Object.entries(response['success-factors'] ?? {}))
    for (const [statement, answer] of Object.entries(statements))
      if (typeof answer === 'string') count(`${factor}/${statement}`, answer)
}

const ranks = ['not-yet', 'partly', 'fully', 'strongly-disagree', 'disagree', 'agree', 'strongly-agree']
for (const [id, given] of answers) {
  const scored = given
    .filter((answer) => ranks.includes(answer))
    .sort((a, b) => ranks.indexOf(a) - ranks.indexOf(b))
  process.stdout.write(`${id} ${scored[Math.floor((scored.length - 1) / 2)] ?? '-'}\n`)
}
