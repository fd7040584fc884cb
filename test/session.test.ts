import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Env } from '../src/env.ts'
import { main } from '../src/main.ts'
import { openSession } from '../src/session.ts'
import { watchStreams } from '../src/streams.ts'
import { refusal, scratch } from './files/disk/scratch.ts'

type Variables = Readonly<Record<string, string>>

/** A world of a folder, in which what is written is kept. */
function worldOf({
  terminal = false,
  variables = {} as Variables,
  columns = undefined as number | undefined,
} = {}) {
  const written = { out: '', error: '' }
  const sink = (stream: 'out' | 'error') =>
    Object.assign(
      new Writable({
        decodeStrings: false,
        write(chunk, _encoding, done) {
          written[stream] += String(chunk)
          done()
        },
      }),
      { isTTY: terminal, ...(columns === undefined ? {} : { columns }) },
    )
  const env: Env = {
    cwd: scratch(),
    variables,
    stdin: Object.assign(new PassThrough(), { isTTY: terminal }),
    stdout: sink('out'),
    stderr: sink('error'),
    now: () => new Date('2026-11-19T09:30:00Z'),
  }
  return { env, written }
}

const flags = { input: true }
const hooks = { answerNo: () => {}, tiex: () => Promise.resolve(0) }

describe('colour', () => {
  it.each<[string, boolean, Variables, object, boolean]>([
    ['on a terminal', true, {}, {}, true],
    ['in a pipe', false, {}, {}, false],
    ['with NO_COLOR', true, { NO_COLOR: '1' }, {}, false],
    ['with NO_COLOR of any value', true, { NO_COLOR: '0' }, {}, false],
    ['with an empty NO_COLOR', true, { NO_COLOR: '' }, {}, true],
    ['on a dumb terminal', true, { TERM: 'dumb' }, {}, false],
    ['with FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, {}, true],
    ['with an empty FORCE_COLOR, as in Node', false, { FORCE_COLOR: '' }, {}, true],
    ['with FORCE_COLOR=0 on a terminal', true, { FORCE_COLOR: '0' }, {}, false],
    ['with FORCE_COLOR=false on a terminal', true, { FORCE_COLOR: 'false' }, {}, false],
    ['with both: FORCE_COLOR wins', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, {}, true],
    ['with FORCE_COLOR, but into a file', false, { FORCE_COLOR: '1' }, { output: 'x.txt' }, false],
    ['with FORCE_COLOR and -o -', false, { FORCE_COLOR: '1' }, { output: '-' }, true],
    ['with --plain on a terminal', true, {}, { plain: true }, false],
    ['with TIEX_PLAIN on a terminal', true, { TIEX_PLAIN: '1' }, {}, false],
    ['with --plain and FORCE_COLOR', false, { FORCE_COLOR: '1' }, { plain: true }, true],
    ['in CI', false, { CI: 'true' }, {}, false],
  ])('%s', async (_, terminal, variables, more, color) => {
    const { env } = worldOf({ terminal, variables })
    const { opened } = await openSession(env, { ...flags, ...more }, hooks)
    expect(opened.screen.color).toBe(color)
    const painted = opened.screen.paint.bad('x')
    if (color) expect(painted).toMatch(/^\u001b\[\d+mx\u001b\[\d+m$/)
    else expect(painted).toBe('x')
  })
})

describe('plain', () => {
  it.each<[Variables, object, boolean]>([
    [{}, {}, false],
    [{}, { plain: true }, true],
    [{ TIEX_PLAIN: '1' }, {}, true],
    [{ TIEX_PLAIN: 'yes' }, {}, true],
    [{ TIEX_PLAIN: '0' }, {}, false],
    [{ TIEX_PLAIN: 'false' }, {}, false],
    [{ TIEX_PLAIN: '' }, {}, false],
  ])('with %j and %j: %s', async (variables, more, plain) => {
    const { env } = worldOf({ variables })
    expect((await openSession(env, { ...flags, ...more }, hooks)).opened.screen.plain).toBe(plain)
  })
})

describe('the width', () => {
  it.each([
    [undefined, 80],
    [20, 40],
    [60, 60],
    [400, 160],
  ])('of a terminal of %s columns is %i', async (columns, width) => {
    const { env } = worldOf({ columns })
    expect((await openSession(env, flags, hooks)).opened.screen.width).toBe(width)
  })

  it('of a file is 100, whatever the terminal', async () => {
    const { env } = worldOf({ columns: 60 })
    expect((await openSession(env, { ...flags, output: 'x.txt' }, hooks)).opened.screen.width).toBe(100)
  })
})

describe('a person can be asked', () => {
  it.each<[string, boolean, Variables, boolean, boolean]>([
    ['on a terminal', true, {}, true, true],
    ['not in a pipe', false, {}, true, false],
    ['not with --no-input', true, {}, false, false],
    ['not in CI', true, { CI: 'true' }, true, false],
    ['with CI=false', true, { CI: 'false' }, true, true],
  ])('%s', async (_, terminal, variables, input, interactive) => {
    const { env } = worldOf({ terminal, variables })
    expect((await openSession(env, { input }, hooks)).opened.interactive).toBe(interactive)
  })
})

describe('the folder', () => {
  it('is where tiex was called, or what -C says from there', async () => {
    const { env } = worldOf()
    mkdirSync(join(env.cwd, 'council'))
    expect((await openSession(env, flags, hooks)).opened.folder).toBe(env.cwd)
    expect((await openSession(env, { ...flags, C: 'council' }, hooks)).opened.folder).toBe(
      join(env.cwd, 'council'),
    )
  })

  it.each(['nowhere', 'a-file'])('that is not there is refused: %s', async (C) => {
    const { env } = worldOf()
    writeFileSync(join(env.cwd, 'a-file'), '')
    expect(await refusal(() => openSession(env, { ...flags, C }, hooks))).toBe(`there is no folder ${C}`)
  })
})

describe('output', () => {
  it('goes to stdout, and everything else to stderr, both harmless', async () => {
    const { env, written } = worldOf()
    const { opened, close } = await openSession(env, flags, hooks)
    await opened.print('data \u001b[2J\n')
    opened.say('talk \u009b\n')
    await close()
    expect(written).toEqual({ out: 'data <U+001B>[2J\n', error: 'talk <U+009B>\n' })
  })

  it('goes to the file of -o once the command is done, and leaves nothing beside it', async () => {
    const { env, written } = worldOf()
    const { opened, close } = await openSession(env, { ...flags, output: 'levels.csv' }, hooks)
    await opened.print('a,b\r\n')
    await opened.print('1,2\r\n')
    expect(readdirSync(env.cwd)).toEqual([])
    await close()
    expect(readFileSync(join(env.cwd, 'levels.csv'), 'utf8')).toBe('a,b\r\n1,2\r\n')
    expect(readdirSync(env.cwd)).toEqual(['levels.csv'])
    expect(written.out).toBe('')
  })

  it('goes to a file named from the folder of -C, as all files are', async () => {
    const { env } = worldOf()
    mkdirSync(join(env.cwd, 'council'))
    const { opened, close } = await openSession(env, { ...flags, C: 'council', output: 'x.txt' }, hooks)
    await opened.print('x')
    await close()
    expect(readdirSync(join(env.cwd, 'council'))).toEqual(['x.txt'])
  })

  it('makes no folder: a path mistyped is told', async () => {
    const { env, written } = worldOf()
    expect(await main(['model', 'list', '-o', 'new/models.txt'], env)).toBe(2)
    expect(written.error).toMatch(/^error: there is no folder new for models\.txt\n/)
    expect(readdirSync(env.cwd)).toEqual([])
  })

  it.each([
    'tiex.yaml',
    'README.md',
    '.git/config',
    'rounds/2026-autumn/consensus.yaml',
    'schemas/response.schema.json',
  ])('never takes the place of %s, a file of the assessment', async (file) => {
    const { env, written } = worldOf()
    mkdirSync(join(env.cwd, 'rounds/2026-autumn'), { recursive: true })
    mkdirSync(join(env.cwd, 'schemas'))
    mkdirSync(join(env.cwd, '.git'))
    writeFileSync(join(env.cwd, 'tiex.yaml'), 'format: tiex-assessment/1\n')
    writeFileSync(join(env.cwd, file), 'as it was\n')
    await main(['model', 'list', '-o', file], env)
    expect(written.error).toContain(`${file} is a file of the assessment or of git`)
    expect(readFileSync(join(env.cwd, file), 'utf8')).toBe('as it was\n')
  })

  it('to where no file can be is an error that says so', async () => {
    const { env, written } = worldOf()
    writeFileSync(join(env.cwd, 'a-file'), '')
    expect(await main(['model', 'list', '-o', 'a-file/models.txt'], env)).toBe(2)
    expect(written.out).toBe('')
    expect(written.error).toMatch(/^error: there is no folder a-file for models\.txt\n/)
    expect(written.error).not.toMatch(/\bat .*:\d+|ENOTDIR/)
  })
})

describe('a reader that goes away', () => {
  /** A stream whose reader is gone, as after `tiex results | head`. */
  function broken(code: string): Writable {
    return new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error(`write ${code}`), { code, syscall: 'write' }))
      },
    })
  }

  it('is no error', async () => {
    const { env, written } = worldOf()
    expect(await main(['model', 'list'], { ...env, stdout: broken('EPIPE') })).toBe(0)
    expect(written.error).toBe('')
  })

  it('while help is printed is no error either', async () => {
    const { env } = worldOf()
    expect(await main(['--help'], { ...env, stdout: broken('EPIPE') })).toBe(0)
  })

  it('is told apart from a disk that is full', async () => {
    const { env, written } = worldOf()
    for (const args of [['model', 'list'], ['--help'], ['help', 'merge'], ['help', 'topics'], []]) {
      written.error = ''
      expect([args, await main(args, { ...env, stdout: broken('ENOSPC') })]).toEqual([args, 2])
      expect(written.error).toMatch(/^error: the output could not be written/)
    }
  })

  it('is watched for once per stream, however often a command runs in it', () => {
    const { env } = worldOf()
    watchStreams(env)
    watchStreams(env)
    expect(env.stdout.listenerCount('error')).toBe(1)
  })
})
