import { spawnSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { placeBig, writeBigFiles } from '../untrusted/big.ts'
import { places } from '../untrusted/corpus.ts'
import { openTestshire } from '../untrusted/council.ts'
import { expectComposed, expectShort } from '../untrusted/rules.ts'
import { isolated, projectRoot } from '../world.ts'

// Needs the built program: npm run build
const council = await openTestshire()
const names = writeBigFiles(council)
afterAll(() => council.remove())

const tellUsage = `data:text/javascript,${encodeURIComponent(
  'import { writeSync } from "node:fs"; process.on("exit", () => writeSync(3, JSON.stringify(process.resourceUsage())))',
)}`

/** The program as it is installed: what it said, how long it kept a processor in ms, and the most memory it held in MB. */
function tiex(args: readonly string[]) {
  const ended = spawnSync(
    process.execPath,
    ['--import', tellUsage, join(projectRoot, 'bin/tiex.js'), ...args],
    {
      cwd: council.folder,
      env: isolated(join(council.around, 'home')),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: 60_000,
    },
  )
  const { status, stdout, stderr } = ended
  const ran = { code: status ?? -1, stdout, stderr, output: stdout + stderr }
  const used = JSON.parse(ended.output[3] || '{}') as Partial<NodeJS.ResourceUsage>
  const { userCPUTime = Number.NaN, systemCPUTime = Number.NaN, maxRSS = Number.NaN } = used
  return { ran, took: (userCPUTime + systemCPUTime) / 1000, megabytes: maxRSS / 1024 }
}

const round = 'rounds/2026-autumn'
const everywhere = [
  ...[...Object.values(places), 'resources/own.yaml', 'practice/own.yaml'],
  ...['plan', 'second-look', 'signatures', 'forms'].map((name) => `${round}/${name}.yaml`),
]
/** Where other commands than `check` look: an exchange, a model, and what came in. */
const elsewhere: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'exchange/exchange.yaml': [['exchange', 'check', 'exchange']],
  'exchange/organisations/testshire/2026-autumn.yaml': [
    ['exchange', 'check', 'exchange'],
    ['export', '--exchange', 'exchange'],
  ],
  'own/model.yaml': [['model', 'check', 'own']],
  'in/a.yaml': [['import', 'in/a.yaml', '--dry-run', '--as', 'sue']],
  'in/a.eml': [['import', 'in/a.eml', '--dry-run', '--as', 'sue']],
}

test('there are twelve', () => {
  expect(names.length).toBe(12)
})

test.each(names)('%s is refused within 5 seconds and 300 MB, wherever it stands', (name) => {
  for (const place of [...everywhere, ...Object.keys(elsewhere)]) {
    council.reset()
    council.put('exchange/exchange.yaml', 'format: tiex-exchange/1\nname: Sector\naudience: sector\n')
    placeBig(council, name, place)
    for (const args of elsewhere[place] ?? [
      ['check'],
      ['results', 'alice'],
      ['merge'],
      ['resources', 'alice'],
      ['results', place],
    ]) {
      const { ran, took, megabytes } = tiex(args)
      const told = `${args.join(' ')} with ${place}: ${took.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`
      // Lines of CSV end in CRLF.
      expectComposed(
        args[0] === 'export' ? { ...ran, output: ran.output.replaceAll('\r\n', '\n') } : ran,
        told,
      )
      expectShort(ran.stderr)
      expect(took, told).toBeLessThan(5_000)
      expect(megabytes, told).toBeGreaterThan(10)
      expect(megabytes, told).toBeLessThan(300)
      if (args[0] === 'check' || place in elsewhere)
        expect(ran.output, told).toContain(place.replace('exchange/', ''))
      if (args[0] === 'check' || (place in elsewhere && args[0] !== 'export'))
        expect([1, 2], told).toContain(ran.code)
      if (args[1] === place) expect(ran.output, told).toContain(basename(place))
      if (args[1] === place) expect(ran.code, told).toBe(2)
    }
  }
})
