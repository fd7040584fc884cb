import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { type Shell, scriptFor } from '../../src/completion/shells.ts'
import { projectRoot, type World } from '../world.ts'

/** Tests in a real shell, skipped loudly where it is not installed. */
export function inShell(shell: Shell, tests: () => void): void {
  if (isInstalled(shell)) describe(`in ${shell}`, tests)
  else {
    process.stderr.write(`${shell} is not installed: completion in ${shell} is not tried\n`)
    describe.skip(`in ${shell}, which is not installed`, tests)
  }
}

function isInstalled(shell: Shell): boolean {
  try {
    execFileSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Puts `tiex` on the path of a world and the shell's script beside it; returns the variables and the script's path. */
export function installed(world: World, shell: Shell) {
  const bin = join(world.folder, `../bin-${shell}`)
  mkdirSync(bin)
  symlinkSync(process.execPath, join(bin, 'node'))
  writeFileSync(join(bin, 'tiex'), `#!/bin/sh\nexec node ${projectRoot}bin/tiex.js "$@"\n`)
  chmodSync(join(bin, 'tiex'), 0o755)
  const script = join(world.folder, `../tiex.${shell}`)
  writeFileSync(script, scriptFor(shell))
  return { variables: { ...world.variables, PATH: `${bin}:/usr/bin:/bin` }, script }
}
