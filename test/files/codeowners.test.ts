import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Person, Right } from '../../src/assessment/assessment.ts'
import { codeownersText, type Forge, ownersToRewrite, rewriteCodeowners } from '../../src/files/codeowners.ts'
import { isolated } from '../world.ts'
import { scratch } from './disk/scratch.ts'

const person = (id: string, may: readonly Right[], email = `${id}@example.org`): Person => ({
  ...{ id, name: id, email, role: 'any', may },
})
const people = [
  person('sam', ['answer', 'facilitate', 'administer']),
  person('fay', ['facilitate']),
  person('ann', ['answer']),
  person('ceo', ['sign']),
  person('old', []),
]

interface Line {
  readonly section: string
  readonly pattern: string
  readonly owners: readonly string[]
}

function linesOf(text: string): readonly Line[] {
  let section = ''
  return text.split('\n').flatMap((line): Line[] => {
    if (line.startsWith('[')) section = line
    const [pattern = '', ...owners] = line.split(/(?<!\\) /)
    return pattern.startsWith('/') ? [{ section, pattern, owners }] : []
  })
}

let root: string
beforeAll(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-owners-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Which of the paths git takes the pattern for, which has the form of .gitignore in CODEOWNERS too. */
function matched(pattern: string, paths: readonly string[]): readonly string[] {
  const run = (args: readonly string[], input = '') =>
    execFileSync('git', args, { cwd: root, env: isolated(root), encoding: 'utf8', input })
  if (!existsSync(join(root, '.git'))) run(['init', '-q', '--template='])
  writeFileSync(join(root, '.gitignore'), `${pattern}\n`)
  try {
    return run(['check-ignore', '--no-index', '--stdin'], paths.join('\n')).trim().split('\n')
  } catch {
    return []
  }
}

/** Who is asked about a path: the owners of the last line that fits, on GitLab of each section. */
function ownersBy(text: string, paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const last = new Map<string, Map<string, readonly string[]>>(paths.map((path) => [path, new Map()]))
  for (const { section, pattern, owners } of linesOf(text))
    for (const path of matched(pattern, paths)) last.get(path)!.set(section, owners)
  return new Map([...last].map(([path, sections]) => [path, [...sections.values()].flat()]))
}

const sam = 'sam@example.org'
const fay = 'fay@example.org'
const ann = 'ann@example.org'
const ceo = 'ceo@example.org'

describe.each<Forge>(['github', 'gitlab'])('the owners on %s', (forge) => {
  const own = forge === 'github' ? '.github' : '.gitlab'
  const expected: Readonly<Record<string, readonly string[]>> = {
    'tiex.yaml': [sam],
    'schemas/response.schema.json': [sam],
    'model/tiex-2026.1/model.yaml': [sam],
    '.gitattributes': [sam],
    [`${own}/CODEOWNERS`]: [sam],
    [`${own}/workflows/tiex-verify.yml`]: [sam],
    'rounds/2026-autumn/consensus.yaml': [sam, fay],
    'rounds/2026-autumn/second-look.yaml': [sam, fay],
    'rounds/2027/plan.yaml': [sam, fay],
    'rounds/2027/signatures.yaml': [sam, fay, ceo],
    'rounds/2026-autumn/responses/ann.yaml': [ann, sam, fay],
    'rounds/2026-autumn/responses/sam.yaml': [sam, fay],
    'rounds/2026-autumn/responses/old.yaml': [sam, fay],
    'rounds/2026-autumn/responses/new-one.yaml': [sam, fay],
    'README.md': [],
    'other/tiex.yaml': [],
    'resources/ours.yaml': [],
  }

  it('are those whose matter a file is', () => {
    const found = ownersBy(codeownersText({ people }, forge), Object.keys(expected))
    expect(Object.fromEntries(found)).toEqual(expected)
  })

  it('are those of the folder of the assessment, where it is not the root', () => {
    const text = codeownersText({ people }, forge, 'our council/')
    const found = ownersBy(text, [
      'tiex.yaml',
      'our council/tiex.yaml',
      'our council/rounds/r/responses/ann.yaml',
    ])
    expect([...found.values()]).toEqual([[], [sam], [ann, sam, fay]])
  })

  it('are never nobody: an e-mail that would mean something else is left out, with its line where it is alone', () => {
    const odd = [
      person('sam', ['administer'], '#sam@example.org'),
      person('fay', ['facilitate']),
      person('ann', ['answer'], '[x]ann@example.org'),
    ]
    const text = codeownersText({ people: odd }, forge)
    expect(text).not.toMatch(/#sam|\[x\]/)
    expect(linesOf(text).filter(({ owners }) => owners.length === 0)).toEqual([])
    expect(linesOf(text).map(({ pattern }) => pattern)).not.toContain('/tiex.yaml')
  })
})

describe('CODEOWNERS is made anew', () => {
  const place = (root: string, file: string, text: string) => {
    mkdirSync(join(root, file, '..'), { recursive: true })
    writeFileSync(join(root, file), text)
  }

  test('where tiex made it, and nowhere else', async () => {
    const root = scratch()
    place(root, '.github/CODEOWNERS', codeownersText({ people: people.slice(0, 1) }, 'github'))
    place(root, '.gitlab/CODEOWNERS', '* team@example.org\n')
    const before = readFileSync(join(root, '.github/CODEOWNERS'), 'utf8')
    expect(await ownersToRewrite(root, '', { people })).toEqual(['.github/CODEOWNERS'])
    expect(readFileSync(join(root, '.github/CODEOWNERS'), 'utf8')).toBe(before)
    expect(await rewriteCodeowners(root, '', { people })).toEqual(['.github/CODEOWNERS'])
    expect(readFileSync(join(root, '.github/CODEOWNERS'), 'utf8')).toBe(codeownersText({ people }, 'github'))
    expect(readFileSync(join(root, '.gitlab/CODEOWNERS'), 'utf8')).toBe('* team@example.org\n')
    expect(await ownersToRewrite(root, '', { people })).toEqual([])
    expect(await rewriteCodeowners(root, '', { people })).toEqual([])
  })

  test('at the root of the repository and in the folder of the assessment', async () => {
    const root = scratch()
    for (const file of ['.gitlab/CODEOWNERS', 'a/b/.gitlab/CODEOWNERS'])
      place(root, file, codeownersText({ people: [] }, 'gitlab', 'a/b/'))
    expect(await rewriteCodeowners(root, 'a/b/', { people })).toEqual([
      '.gitlab/CODEOWNERS',
      'a/b/.gitlab/CODEOWNERS',
    ])
    expect(readFileSync(join(root, '.gitlab/CODEOWNERS'), 'utf8')).toContain('/a/b/tiex.yaml sam@example.org')
  })
})
