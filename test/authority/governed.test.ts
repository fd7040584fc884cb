import { expect, it } from 'vitest'
import { governedAs } from '../../src/authority/governed.ts'

it.each([
  ['tiex.yaml', 'assessment'],
  ['model/own-1/model.yaml', 'settings'],
  ['model/own-1/README.md', 'settings'],
  ['schemas/response.schema.json', 'settings'],
  ['.gitattributes', 'settings'],
  ['.github/workflows/tiex.yml', 'settings'],
  ['.gitlab/CODEOWNERS', 'settings'],
  ['.gitlab-ci.yml', 'settings'],
  ['CODEOWNERS', 'settings'],
  ['rounds', 'settings'],
  ['rounds/r1', 'round r1'],
  ['rounds/r1/responses', 'round r1'],
  ['rounds/r1/responses/alice.yaml', 'response r1 alice'],
  ['rounds/r1/responses/alice.yml', 'round r1'],
  ['rounds/r1/responses/old/alice.yaml', 'round r1'],
  ['rounds/r1/consensus.yaml', 'agreed r1'],
  ['rounds/r1/plan.yaml', 'agreed r1'],
  ['rounds/r1/signatures.yaml', 'signatures r1'],
  ['rounds/r1/Report.md', 'round r1'],
  ['resources/Books.yaml', 'shared'],
  ['practice/one.yaml', 'shared'],
  ['README.md', undefined],
  ['notes/rounds/r1/consensus.yaml', undefined],
  ['tiex.yaml.orig', undefined],
  ['TIEX.yaml', 'look-alike tiex.yaml'],
  ['tiex.yaml.', 'look-alike tiex.yaml'],
  ['tie\u200bx.yaml', 'look-alike tiex.yaml'],
  ['tiex.yaml/x', 'look-alike tiex.yaml'],
  ['Rounds/r1/consensus.yaml', 'look-alike rounds/r1/consensus.yaml'],
  ['rounds\\r1\\consensus.yaml', 'look-alike rounds/r1/consensus.yaml'],
  ['rounds/R1/anything', 'look-alike rounds/r1'],
  ['rounds/r1/Responses/alice.yaml', 'look-alike rounds/r1/responses/alice.yaml'],
  ['rounds/r1/responses/Alice.yaml', 'look-alike rounds/r1/responses/alice.yaml'],
  ['rounds/r1/responses/\uff41lice.yaml', 'look-alike rounds/r1/responses/alice.yaml'],
  ['rounds/r1/responses/alice.YAML', 'look-alike rounds/r1/responses/alice.yaml'],
  ['.GitHub/workflows/x.yml', 'look-alike .github'],
  ['codeowners', 'look-alike CODEOWNERS'],
])('%j is %s', (path, wanted) => expect(inWords(path)).toBe(wanted))

it.each([
  ['Councils/Ex/tiex.yaml', 'assessment'],
  ['Councils/Ex/rounds/r1/responses/alice.yaml', 'response r1 alice'],
  ['tiex.yaml', undefined],
  ['rounds/r1/responses/alice.yaml', undefined],
  ['councils/ex/tiex.yaml', 'look-alike Councils/Ex/tiex.yaml'],
  ['Councils/Ex', 'settings'],
  ['Councils', 'settings'],
  ['councils', 'look-alike Councils/Ex/'],
  ['Councils/Example/tiex.yaml', undefined],
])('in a folder of a larger repository, %j is %s', (path, wanted) =>
  expect(inWords(path, 'Councils/Ex/')).toBe(wanted),
)

function inWords(path: string, folder?: string): string | undefined {
  const governed = governedAs(path, folder)
  return governed === undefined ? undefined : Object.values(governed).join(' ')
}
