import { expect, it } from 'vitest'
import { findDestination } from '../../../src/files/sending/destination.ts'
import { refusal, scratch } from '../disk/scratch.ts'
import { world, worldWith } from '../git/world.ts'

type Settings = readonly (readonly [key: string, value: string])[]

async function placeBy(settings: Settings) {
  const here = await world()
  for (const [key, value] of settings) here.git('config', '--add', key, value)
  return findDestination(here.root, here.variables)
}

const origin = ['remote.origin.url', 'https://x.test/y.git'] as const
const forge = ['remote.forge.url', 'git@x.test:y.git'] as const

it.each<[string, Settings, object]>([
  [
    'the upstream',
    [origin, forge, ['branch.main.remote', 'forge'], ['branch.main.merge', 'refs/heads/z']],
    { address: 'git@x.test:y.git', branch: 'refs/heads/z' },
  ],
  ['the only remote', [forge], { address: 'git@x.test:y.git', branch: 'refs/heads/main' }],
  ['origin among several', [forge, origin], { shown: 'https://x.test/y.git' }],
  [
    'an upstream that is an address',
    [['branch.main.remote', 'ssh://a@x.test/y']],
    { address: 'ssh://a@x.test/y' },
  ],
  [
    'where the remote is pushed to',
    [origin, ['remote.origin.pushurl', '/srv/y.git']],
    { address: '/srv/y.git', isPath: true },
  ],
  [
    'the address as it stands',
    [origin, ['url.ssh://evil.test/.insteadOf', 'https://x.test/']],
    { address: 'https://x.test/y.git' },
  ],
  [
    'a token that is not shown',
    [['remote.origin.url', 'https://bo:secret@x.test/y.git']],
    { shown: 'https://x.test/y.git', address: 'https://bo:secret@x.test/y.git' },
  ],
  [
    'the header of a build',
    [origin, ['http.https://x.test/.extraheader', 'A: b']],
    { headers: { 'http.https://x.test/.extraheader': 'A: b' } },
  ],
])('a branch is sent to %s', async (_, settings, place) => {
  expect(await placeBy(settings)).toMatchObject(place)
})

it.each<[string, Settings, string]>([
  ['without a remote', [], 'this clone knows no other repository'],
  ['without an upstream among several', [forge, ['remote.b.url', '/b']], 'several remotes: "forge", "b"'],
  ['by a program', [['remote.origin.url', 'ext::touch%20ran']], 'only https and ssh addresses'],
  ['without encryption', [['remote.origin.url', 'http://x.test/y']], 'only https and ssh addresses'],
  ['to a folder within reach', [['remote.origin.url', '../council.git']], 'from the root of the disk'],
  ['to an option of ssh', [['remote.origin.url', 'ssh://-oProxyCommand=x/y']], 'no host'],
  ['with a password for ssh', [origin, ['remote.origin.pushurl', 'ssh://a:secret@x.test/y']], 'a password'],
  ['to several addresses', [origin, ['remote.origin.url', 'https://x.test/z']], 'several addresses'],
  ['to a branch of the same clone', [origin, ['branch.main.remote', '.']], 'another branch of this clone'],
])('nothing is sent %s', async (_, settings, told) => {
  const said = await refusal(() => placeBy(settings))
  expect(said).toContain(told)
  expect(said).not.toContain('secret')
})

it('nothing is sent into the folder itself, without a branch, or outside of a repository', async () => {
  const here = await worldWith({ a: 'a\n' })
  const place = () => findDestination(here.root, here.variables)
  here.git('config', 'remote.origin.url', `${here.root}/b.git`)
  expect(await refusal(place)).toContain('in this very folder')
  here.git('checkout', '--quiet', '--detach')
  expect(await refusal(place)).toContain('not on a branch')
  expect(await refusal(() => findDestination(scratch(), here.variables))).toContain('in no git repository')
})
