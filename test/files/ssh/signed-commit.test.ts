import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifySignature } from '../../../src/files/ssh/signature.ts'
import { splitSignedCommit } from '../../../src/files/ssh/signed-commit.ts'
import { type World, world } from '../git/world.ts'
import { bare, type MadeKey, makeKey, withoutComment } from './keys.ts'

const objectFormats = ['sha1', 'sha256'] as const

/** The raw commit that git itself makes and signs with the key. */
async function signedByGit(
  key: MadeKey,
  { format = 'sha1', message = 'Answer\n\nTiex-Import: bo' } = {},
): Promise<{ council: World; raw: Buffer }> {
  const council = await world()
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: council.root, env: council.variables, stdio: 'pipe' })
  execFileSync('rm', ['-r', '.git'], { cwd: council.root })
  git('init', '--quiet', `--object-format=${format}`)
  git('config', 'gpg.format', 'ssh')
  git('config', 'user.signingkey', key.file)
  git('commit', '--quiet', '--allow-empty', '--allow-empty-message', '-S', '-m', message)
  return { council, raw: git('cat-file', 'commit', 'HEAD') }
}

function check(raw: Uint8Array) {
  const { payload, signature } = splitSignedCommit(raw)
  if (signature === undefined) return 'unsigned'
  return verifySignature({ message: payload, signature, namespace: 'git', variables: bare() })
}

describe('a commit that git signed', () => {
  test.each(['ed25519', 'rsa 2048', 'ecdsa 256'])('with %s is taken apart and verified', async (kind) => {
    const key = makeKey(kind)
    for (const format of objectFormats) {
      const { raw } = await signedByGit(key, { format })
      expect(check(raw)).toEqual({ state: 'good', key: withoutComment(key.public) })
      const changed = Buffer.from(
        raw.toString('latin1').replace('Tiex-Import: bo', 'Tiex-Import: al'),
        'latin1',
      )
      expect(check(changed)).toMatchObject({ state: 'bad' })
      const other = Buffer.from(raw.toString('latin1').replace(/^author Bo/m, 'author Al'), 'latin1')
      expect(check(other)).toMatchObject({ state: 'bad' })
    }
  })

  test.each(['', 'é\n\ngpgsig -----BEGIN SSH SIGNATURE-----\n x\n', ' \n\n\n tail'])(
    'says %j and is verified',
    async (message) => {
      const { raw } = await signedByGit(makeKey(), { message })
      expect(check(raw)).toMatchObject({ state: 'good' })
    },
  )

  test('is not valid as anything but a commit', async () => {
    const { raw } = await signedByGit(makeKey())
    const { payload, signature } = splitSignedCommit(raw)
    const what = { message: payload, signature: signature!, namespace: 'tiex-signoff', variables: bare() }
    expect(verifySignature(what)).toEqual({ state: 'bad', reason: 'was made for git, not for tiex-signoff' })
  })
})

describe('a commit taken apart', () => {
  const head = `tree ${'a'.repeat(40)}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n`
  const split = (text: string) => {
    const { payload, signature } = splitSignedCommit(Buffer.from(text))
    return [Buffer.from(payload).toString(), signature]
  }

  test.each([
    ['without a signature', `${head}\nm\n`, [`${head}\nm\n`, undefined]],
    ['without a message', `${head}gpgsig a\n b\n`, [head, 'a\nb\n']],
    ['with an empty line in the signature', `${head}gpgsig a\n \n b\n\nm`, [`${head}\nm`, 'a\n\nb\n']],
    ['with a header after it', `${head}gpgsig a\n b\nencoding x\n\nm`, [`${head}encoding x\n\nm`, 'a\nb\n']],
    ['signed twice', `${head}gpgsig a\ngpgsig b\n\nm`, [`${head}\nm`, 'a\nb\n']],
    ['signed for the other format', `${head}gpgsig-sha256 a\n b\n\nm`, [`${head}\nm`, undefined]],
    ['signed for both', `${head}gpgsig a\ngpgsig-sha256 b\n\nm`, [`${head}\nm`, 'a\n']],
    [
      'with a merged tag',
      `${head}mergetag x\n gpgsig a\n\nm`,
      [`${head}mergetag x\n gpgsig a\n\nm`, undefined],
    ],
    ['with a signature in its message', `${head}\ngpgsig a\n b\n`, [`${head}\ngpgsig a\n b\n`, undefined]],
    ['with a header of a like name', `${head}gpgsigx a\n\nm`, [`${head}gpgsigx a\n\nm`, undefined]],
    ['of nothing', '', ['', undefined]],
    ['of a message alone', '\ngpgsig a\n', ['\ngpgsig a\n', undefined]],
  ])('%s', (_, text, parts) => expect(split(text)).toEqual(parts))

  test('with two signatures fits none, even where one of them is good', async () => {
    const { raw } = await signedByGit(makeKey())
    const text = raw.toString('latin1')
    const signature = /^gpgsig [\s\S]*?-----END SSH SIGNATURE-----\n/m.exec(text)![0]
    expect(check(Buffer.from(text.replace(signature, signature + signature), 'latin1'))).toMatchObject({
      state: 'bad',
    })
  })

  test('of bytes without a signature gives them back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(Buffer.from(splitSignedCommit(bytes).payload).equals(Buffer.from(bytes))).toBe(true)
      }),
    )
  })
})
