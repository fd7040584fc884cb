import { describe, expect, it } from 'vitest'
import { makeIdentity } from '../../src/files/age/identity.ts'
import { openBlock, sealText } from '../../src/files/age/seal.ts'
import { openNotes, sealNotes } from '../../src/files/sealed-notes.ts'
import type { Workspace } from '../../src/files/workspace.ts'
import type { SealedResponse } from '../../src/response/sealed.ts'
import { look } from '../interview/again/scripted.ts'
import { smallModel } from '../small-model.ts'

const [sam, ann, bo] = await Promise.all([makeIdentity(), makeIdentity(), makeIdentity()])

/** As much of a workspace as notes take, at a machine with this key. */
function at(identity: string, confidentiality = 'sealed') {
  const people = [{ id: 'sam', may: ['facilitate'], recipient: sam.recipient }]
  const vault = {
    open: (block: string) => openBlock(block, [identity]),
    seal: (text: string, to: readonly string[]) => sealText(text, to),
  }
  const assessment = { confidentiality, people, model: look.model }
  return { model: smallModel, vault, assessment } as unknown as Workspace
}
const file = (key: string) => ({ key, sealed: '' }) as SealedResponse
const sealed = await sealNotes(look, at(sam.identity), [file(ann.recipient)])

describe('the notes of a second look in a sealed assessment', () => {
  it('are nowhere in plain text', () => {
    expect(sealed).not.toHaveProperty('notes')
    expect(JSON.stringify(sealed)).not.toContain('depots')
  })

  it.each([
    ['who submitted', ann.identity],
    ['who facilitates', sam.identity],
  ])('are opened with the key of %s', async (_, identity) =>
    expect(await openNotes(sealed, at(identity))).toEqual(look),
  )

  it('stay shut to anybody else', async () =>
    expect(await openNotes(sealed, at(bo.identity))).toEqual(sealed))

  it('are not taken for those of another pass, round or opening', async () => {
    for (const other of [{ pass: 3 }, { round: 'another' }, { opened: '2026-11-23T09:00:01Z' }]) {
      const moved = { ...sealed, ...other }
      expect(await openNotes(moved, at(ann.identity))).toBe(moved)
    }
  })

  it('are left out where there are more keys than a block is taken with', async () => {
    const many = await Promise.all(Array.from({ length: 100 }, () => makeIdentity()))
    const without = await sealNotes(
      look,
      at(sam.identity),
      many.map(({ recipient }) => file(recipient)),
    )
    expect(without).not.toHaveProperty('notes')
    expect(without).not.toHaveProperty('sealed')
  })

  it('stand in plain text in an open one, where all answers do', async () =>
    expect(await sealNotes(look, at(sam.identity, 'open'), [])).toBe(look))
})
