import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { openExample, openWorld, projectRoot, type RunOptions, type World } from './world.ts'

/*
 * A transcript is a Markdown file with files to write and commands to run, both as a reader would see them:
 *
 *   <!-- start: exampleshire -->            begin with the example council instead of an empty folder
 *   <!-- now: 2026-11-02T09:14:00Z -->      the clock from here on
 *   <!-- columns: 60 -->                    the width of the terminal from here on
 *   ```yaml rounds/x/responses/bo.yaml      the file's text
 *   ```console                              `$ tiex ...` runs in-process, any other `$ ...` in a real shell;
 *                                           below it the output (both streams), and `[exit 1]` where it is not 0;
 *                                           `$ tiex ... | head -5` hands what tiex printed to a shell
 *
 * A fence inside an HTML comment runs too and is not shown to readers: what a page needs to be there. The folder is shown as
 * /home/sam/council. With UPDATE=1 the outputs are written anew; read the diff before you commit it.
 */

/** The transcript as it would be with what the commands really print. */
async function rerun(markdown: string): Promise<string> {
  const world = /<!-- start: exampleshire -->/.test(markdown) ? openExample() : openWorld()
  const options: { now?: string; columns?: number } = {}
  try {
    const parts = markdown.split(/^(```[^\n]*\n[\s\S]*?^```$|<!-- [^\n]* -->$)/m)
    const done: string[] = []
    for (const part of parts) done.push(await rerunPart(part, world, options))
    return done.join('')
  } finally {
    world.remove()
  }
}

async function rerunPart(
  part: string,
  world: World,
  options: { now?: string; columns?: number },
): Promise<string> {
  const setting = part.match(/^<!-- (now|columns): (\S+) -->$/)
  if (setting?.[1] === 'now') options.now = setting[2]!
  if (setting?.[1] === 'columns') options.columns = Number(setting[2])
  const fence = part.match(/^```(\S*)(?: ([^\n]+))?\n([\s\S]*?)^```$/m)
  if (fence === null) return part
  const [, language = '', file, body = ''] = fence
  if (language === 'console') return `\`\`\`console\n${await rerunConsole(body, world, options)}\`\`\``
  if (file !== undefined) {
    mkdirSync(dirname(join(world.folder, file)), { recursive: true })
    writeFileSync(join(world.folder, file), body)
  }
  return part
}

async function rerunConsole(body: string, world: World, options: RunOptions): Promise<string> {
  const commands = body.split('\n').filter((line) => line.startsWith('$ '))
  let text = ''
  for (const line of commands) {
    const { output, code } = await runLine(line.slice(2), world, options)
    const shown = output
      .replaceAll(world.folder, '/home/sam/council')
      .replaceAll(dirname(world.folder), '/home/sam')
      .replace(/[ \t\r]+$/gm, '')
    text += `${line}\n${shown}${shown === '' || shown.endsWith('\n') ? '' : '\n'}${code === 0 ? '' : `[exit ${code}]\n`}`
  }
  return text
}

async function runLine(
  line: string,
  world: World,
  options: RunOptions,
): Promise<{ output: string; code: number }> {
  const words = wordsOf(line)
  const variables: Record<string, string> = {}
  while (/^[A-Z_]+=/.test(words[0] ?? '')) {
    const [name, ...value] = words.shift()!.split('=')
    variables[name!] = value.join('=')
  }
  if (words[0] !== 'tiex') return runShell(line, world)
  const pipe = words.indexOf('|')
  if (pipe === -1) return world.tiex(words.slice(1), { ...options, variables })
  const { stdout, stderr } = await world.tiex(words.slice(1, pipe), { ...options, variables })
  const { output, code } = runShell(line.slice(line.indexOf(' | ') + 3), world, stdout)
  return { output: stderr + output, code }
}

function runShell(line: string, world: World, input = ''): { output: string; code: number } {
  try {
    const output = execFileSync('bash', ['-c', `exec 2>&1; ${line}`], {
      cwd: world.folder,
      env: world.variables,
      encoding: 'utf8',
      input,
    })
    return { output, code: 0 }
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number }
    return { output: stdout, code: status }
  }
}

/** Words of a command line; single and double quotes hold words together. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  return words.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  )
}

/** Reads a transcript, reruns it, and either writes it back (UPDATE=1) or gives both texts to compare. */
async function replay(path: string): Promise<{ readonly written: string; readonly real: string }> {
  const written = readFileSync(path, 'utf8')
  const real = await rerun(written)
  if (process.env.UPDATE !== undefined && real !== written) writeFileSync(path, real)
  return { written: process.env.UPDATE === undefined ? written : real, real }
}

/** Tests that each of these files below the project, of which there is one at least, shows what really happens. */
export function replayEach(files: readonly string[]): void {
  test.each(files)('%s shows what really happens', async (file) => {
    const { written, real } = await replay(join(projectRoot, file))
    expect(written).toBe(real)
  })
  test('there are transcripts', () => {
    expect(files).not.toEqual([])
  })
}

/** The Markdown files of a folder of the project, sorted; `from` and `to` are the first letters of their names. */
export function markdownIn(folder: string, from = '', to = '\u{10ffff}'): readonly string[] {
  return readdirSync(join(projectRoot, folder))
    .filter((file) => file.endsWith('.md') && file[0]! >= from && file[0]! <= to)
    .map((file) => `${folder}/${file}`)
    .sort()
}
