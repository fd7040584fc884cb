import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { cloneTip } from '../../../src/files/git/remote/remote.ts'
import { unreachable } from '../../../src/files/git/remote/unreachable.ts'
import { refusal, scratch } from '../disk/scratch.ts'

const hostless = /this machine is online .* and whether the address is right$/
const again = /^try again in a while; .*firewall/
const here = "fatal: unable to access 'https://localhost:7003/x.git/': "
const lost =
  '\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\n'

/** What git 2.39, curl and OpenSSH really say. */
test.each([
  [`${here}Could not resolve host: nosuch.invalid`, 'nobody knows a machine of that name', hostless],
  [`ssh: Could not resolve hostname x: Name or service not known${lost}`, 'nobody knows a machine', hostless],
  [
    `${here}Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server`,
    'nothing',
    hostless,
  ],
  [`ssh: connect to host 127.0.0.1 port 1: Connection refused${lost}`, 'nothing answers there', hostless],
  [
    `${here}Operation too slow. Less than 100 bytes/sec transferred the last 30 seconds`,
    'it does not',
    again,
  ],
  [`${here}SSL connection timeout`, 'it does not answer', again],
  [`Connection timed out during banner exchange${lost}`, 'it does not answer', again],
  [
    `${here}server certificate verification failed. CAfile: none CRLfile: none`,
    'its certificate is not trusted here',
    /sslCAInfo/,
  ],
  [
    `${here}SSL: no alternative certificate subject name matches target host name 'x'`,
    'its certif',
    /your IT/,
  ],
  [`${here}gnutls_handshake() failed: An unexpected TLS packet was received.`, 'no safe connection', /port/],
  [
    "fatal: cannot exec '/dev/null': Permission denied\nfatal: could not read Username for 'https://localhost:7004': terminal prompts disabled",
    'it does not know you',
    /log in there once/,
  ],
  [`git@localhost: Permission denied (publickey).${lost}`, 'it does not know you', /log in there once/],
  [`Host key verification failed.${lost}`, 'ssh does not know that machine', /compare its key/],
  [`${here}The requested URL returned error: 403`, 'you may not read it', /let you in/],
  [`${here}The requested URL returned error: 503`, 'the machine that keeps it has a fault', /tell whoever/],
  [`${here}Send failure: Connection reset by peer`, 'the connection was cut', /run this again/],
  [`Connection closed by 127.0.0.1 port 7002${lost}`, 'the connection was cut', /run this again/],
])('an exchange is out of reach, in the words of git: %s', (said, why, hint) => {
  const [problem] = unreachable('https://localhost:7003/x.git', said).problems
  expect(problem!.message).toContain(`the exchange cannot be read: ${why}`)
  expect(problem!.hint).toEqual(expect.stringMatching(hint))
  expect(problem!.message).not.toContain('/dev/null')
})

test('a repository that is not there, and a reason that nobody knows, are told in the words of git', () => {
  for (const said of [
    "fatal: repository 'https://localhost:7006/x.git/' not found",
    'fatal: the moon is full',
  ])
    expect(unreachable('https://localhost:7003/x.git', said).problems).toMatchObject([
      {
        message: `the exchange cannot be read (${said})`,
        hint: expect.stringMatching(/right and you may read it/),
      },
    ])
})

test.each(['https', 'ssh'])('where nobody listens, %s says so at once', async (way) => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = Object(server.address())
  await new Promise((done) => server.close(done))
  const folder = scratch()
  const variables = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
  const clone = async () => cloneTip(`${way}://git@127.0.0.1:${port}/x.git`, { folder, variables })
  expect(await refusal(clone)).toContain('nothing answers there')
})
