import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readModel, shippedModels } from '../../../src/files/models.ts'
import type { Model } from '../../../src/model/model.ts'

/** The shipped model. */
export async function shippedModel(): Promise<Model> {
  const read = await readModel(shippedModels().at(-1)!)
  if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
  return read.model
}

/** A record with one agreed statement, for a test to change. */
export function recordText(
  model: Model,
  { organisation, round, more = '' }: { organisation: string; round: string; more?: string },
): string {
  const statement = model.statements[0]!
  return `format: tiex-official/1
organisation: {id: ${organisation}, name: Council of ${organisation}, type: county}
model: {id: ${model.id}, version: "${model.version}", digest: "${model.digest}"}
round: ${round}
scope: whole council
audience: public
published: 2026-12-01
respondents: 9
statements:
  ${statement.id}: {agreed: ${statement.scale.options.at(-1)!.id}}
${more}`
}

export function put(root: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

/** Runs git in a folder as nobody in particular. */
export function git(
  cwd: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  input = '',
): string {
  return execFileSync('git', args, { cwd, env: variables, encoding: 'utf8', stdio: 'pipe', input })
}

/** Commits everything in a folder, a repository from now on. */
export function commitAll(root: string, variables: Readonly<Record<string, string>>): void {
  git(root, ['init', '-q', '-b', 'main', '--template='], variables)
  git(root, ['add', '-A', '--force'], variables)
  git(root, ['commit', '-q', '--allow-empty', '-m', 'publish'], variables)
}
