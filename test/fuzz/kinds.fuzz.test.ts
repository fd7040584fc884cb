import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFaulty, parseKind } from '../../src/files/kinds/read.ts'
import { checkSchema, kinds, readSchema } from '../../src/files/kinds/schema.ts'
import { styleOf } from '../../src/files/kinds/styles.ts'
import { equalData } from '../../src/files/yaml/equal.ts'
import { formatYaml } from '../../src/files/yaml/format.ts'
import { projectRoot } from '../world.ts'
import { cases } from './cases.ts'
import { fromSchema } from './from-schema.ts'
import { judge } from './judged.ts'
import { expectRefusal, settled } from './laws.ts'
import { bytesChange, changed, dataChange, told } from './mutations.ts'
import { openExampleshire } from './world.ts'
import { anyHand, written } from './written.ts'

const workspace = await openExampleshire()
const shown = 'rounds/2026-autumn/a file.yaml'

/** Data of real files of a kind, which get further than what only a schema made. */
function samplesOf(kind: string): readonly Buffer[] {
  const folders = ['examples/exampleshire', 'test/data/hostile', 'model/tiex-2026.1']
  return folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (name) => name.endsWith('.yaml') && !/^(?:config|consensus|response|official)-(?!control)/.test(name),
      )
      .map((name) => readFileSync(join(projectRoot, folder, name)))
      .filter((bytes) => bytes.length < 12_000 && bytes.includes(`format: tiex-${kind}/1`))
      .slice(0, 6),
  )
}

describe.each(kinds)('the reader of a %s', (kind) => {
  const valid = fromSchema(readSchema(kind))

  it('takes what its schema describes, and writes it as it was read', async () => {
    await fc.assert(
      fc.asyncProperty(valid, async (data) => {
        const findings = checkSchema(kind, data)
        expect(findings).toEqual([])
        const read = await parseKind(kind, shown, written(kind, data, 'tiex'))
        if (isFaulty(read)) return expectRefusal(read.problems, shown)
        expect(equalData(read.data, data)).toBe(true)
      }),
      cases(6, 40),
    )
  })

  const made = fc.tuple(changed(valid, dataChange), anyHand).map(([data, hand]) => written(kind, data, hand))
  const samples = samplesOf(kind)
  const start = samples.length === 0 ? made : fc.oneof(made, fc.constantFrom(...samples))
  const any = told(changed(start, bytesChange, 2))

  it('comes to a value that is written as it was read, or tells what is wrong and where, whatever it is given', async () => {
    await fc.assert(
      fc.asyncProperty(any, async (bytes) => {
        const read = await settled(() => parseKind(kind, shown, bytes))
        if ('problems' in read) return expectRefusal(read.problems, shown)
        if (isFaulty(read.value)) return expectRefusal(read.value.problems, shown)
        const { data } = read.value
        const again = await parseKind(kind, shown, Buffer.from(formatYaml(data, styleOf(kind)), 'utf8'))
        expect(!isFaulty(again) && equalData(again.data, data)).toBe(true)
        const judged = await settled(() => judge(kind, read.value as never, workspace))
        const problems = 'problems' in judged ? judged.problems : judged.value
        if (problems.length > 0) expectRefusal(problems, shown)
      }),
      cases(15, 10),
    )
  })
})
