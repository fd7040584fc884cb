import { mkdirSync, mkdtempSync, readdirSync, realpathSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { councilAndExchange, recordFile } from './exchange-world.ts'
import { consensusFile } from './signing-council.ts'

const practiceFile = 'practice/blue-badges-in-four-days.yaml'
const flat = (text: string) => text.replaceAll('\n', ' ')

describe('the preview of tiex publish', () => {
  it('says whom a contact names, and who is told to have agreed to the workshop alone', async () => {
    const council = await councilAndExchange()
    council.write(
      practiceFile,
      `${council.read(practiceFile).replace(/^contact:.*\n/m, '')}contact: Dr. P Shah\n`,
    )
    const said = flat((await council.publish('--dry-run')).stdout)
    expect(said).toContain('Not in the files: names and e-mails of people who take part, notes')
    expect(said).toContain('warning: but the contact of blue-badges-in-four-days names Priya Shah.')
    expect(said).toContain('The contact of blue-badges-in-four-days leaves as it is written: Dr. P Shah')
    expect(said).toContain('They agreed that the workshop sees it, not that it is published')
    expect(said).toContain('Signed off (the record; practice is not signed): by nobody.')
    expect(said).toMatch(
      /history of this repository\. The commit shows everybody Exampleshire County Council <sam/,
    )
  })

  it('comes first in a dry run, and then all that is missing', async () => {
    const council = await councilAndExchange('public')
    council.edit('tiex.yaml', 'minimum-group', 'publish-needs: [signed]\nminimum-group')
    council.edit('tiex.yaml', 'scope: whole council', 'scope: as P. Shah sees it')
    const { code, stdout, stderr } = await council.publish('--dry-run')
    expect(stdout).toContain(`+++ b/${recordFile}\n`)
    for (const words of [
      'leader has still to sign',
      'the name of priya-shah stands in scope',
      'it is for the sector',
    ])
      expect(stderr).toContain(words)
    expect(code).toBe(2)
  })

  it('warns of a surname alone, and of changes that are not committed', async () => {
    const council = await councilAndExchange()
    council.edit('tiex.yaml', 'scope: whole council', 'scope: the Shah review')
    const said = flat((await council.publish('--dry-run')).stdout)
    expect(said).toContain('warning: the surname of priya-shah stands in scope')
    expect(said).toContain('changes of tiex.yaml are committed nowhere')
    council.commit('all')
    expect((await council.publish('--dry-run')).stdout).not.toContain('committed nowhere')
    expect((await council.publish()).code).toBe(0)
    council.edit(consensusFile, 'agreed: fully', 'agreed: partly')
    expect(flat((await council.publish('--dry-run')).stdout)).toContain(`changes of ${consensusFile} are`)
  })
})

describe('tiex publish', () => {
  it.each([
    ['', /^error: the name of the exchange is empty/],
    ['/etc/passwd', /^error: "\/etc\/passwd" is a file, and an exchange is a folder/],
    ['file://host/x', /^error: (the address with file:\/\/ names no path|there is no folder)/],
  ])('says what is wrong with --to "%s"', async (to, message) => {
    const council = await councilAndExchange()
    const { code, stderr } = await council.publish('--to', to)
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  })

  it('takes file:// for a path, and ./ and ../ in tiex.yaml', async () => {
    const council = await councilAndExchange()
    const address = pathToFileURL(council.beside('x.git')).href
    expect((await council.publish('--to', address)).code).toBe(0)
    council.edit('tiex.yaml', 'minimum-group', 'exchange: ../x.git\nminimum-group')
    const again = await council.tiex(['publish', '--audience', 'sector'])
    expect(again.stderr).toContain('Nothing was published: ../x.git says all of this already.')
    expect((await council.tiex(['check'])).output).toContain(
      'advice: publishing does not wait for the sign-off',
    )
  })

  it('is refused where a folder stands in the place of the record, in a dry run too', async () => {
    const council = await councilAndExchange()
    council.push({ [`${recordFile}/x`]: 'x\n' }, 'in the way', 'sam.okafor')
    const { code, stderr } = await council.publish('--dry-run')
    expect(stderr).toContain(`${recordFile}: error: is no plain file`)
    expect(code).toBe(2)
  })

  it('is refused where exchange.yaml has a key of somebody who has not signed', async () => {
    const council = await councilAndExchange('sector', 'signed')
    const keys = `{leader: "${council.read('../lee.pub').trim()}", mayor: "${council.read('../lee.pub').trim()}"}`
    const members = `organisations:\n  exampleshire: {signers: ${keys}}\n`
    council.push({ 'exchange.yaml': council.settings() + members }, 'Name the signers')
    const { code, stderr } = await council.publish()
    expect(stderr).toMatch(/does not take this record: "mayor" of exampleshire has not signed it/)
    expect(stderr).toContain('exchange.yaml knows no key of "chief-executive"')
    expect(stderr).not.toContain('"leader" of exampleshire has not signed')
    expect(code).toBe(2)
  })

  it('takes away what a killed run left in the temporary folder, after a day', async () => {
    const left = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-exchange-'))
    const fresh = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-exchange-'))
    mkdirSync(join(left, 'clone.git'))
    writeFileSync(join(left, 'clone.git/HEAD'), 'x')
    const then = new Date(Date.now() - 25 * 3_600_000)
    utimesSync(left, then, then)
    const council = await councilAndExchange()
    await council.publish('--dry-run')
    const names = readdirSync(tmpdir())
    expect(names.includes(left.split('/').at(-1)!)).toBe(false)
    expect(names).toContain(fresh.split('/').at(-1)!)
  })
})
