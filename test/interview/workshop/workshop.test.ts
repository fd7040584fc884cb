import { describe, expect, it } from 'vitest'
import { readModel, shippedModels } from '../../../src/files/models.ts'
import type { Consensus } from '../../../src/merge/consensus.ts'
import { columnsOf } from '../../../src/render/text.ts'
import { progressOf } from '../../../src/workshop/tally.ts'
import { smallModel } from '../../small-model.ts'
import { merged } from '../../workshop/small-consensus.ts'
import { play } from './scripted.ts'

const begin = 'enter'
const go = 'enter'
const agreed = { agreed: 'mostly', 'agreed-at': '2026-11-20T09:00:00Z' }
const look = 'roads/inside/look'
const all = (entry: object) => Object.fromEntries(smallModel.statements.map(({ id }) => [id, entry]))
const numberOf = (consensus: Consensus) => progressOf(smallModel.statements, consensus).agreed

describe('a workshop that begins', () => {
  it('says what will happen, and names nobody', async () => {
    const { last } = await play([])
    for (const words of [
      'Exampleshire · 2026 autumn · workshop',
      '23 statements in 5 sections, answered by 9 people',
      'Nothing is agreed until you press a key',
    ])
      expect(last.screen.replace(/\n +/g, ' ')).toContain(words)
  })

  it('asks the first statement, its spread as bars and in words, nothing chosen', async () => {
    const { last } = await play([begin])
    expect(last.screen).toBe(
      [
        `Roads / Inside / look${' '.repeat(44)}0 of 23 agreed`,
        'Roads, inside the council',
        '',
        '  The council can look in roads, inside.',
        '',
        `  nowhere     ${'█'.repeat(30)}  suggested`,
        `  in places   ${'█'.repeat(15)}`,
        '  half way',
        '  mostly',
        '  everywhere',
        '  confirm: 6 nowhere, 3 in places; suggested nowhere',
        '  nowhere: No team does this.',
        '  everywhere: Every team does this.',
        ...['1 nowhere', '2 in places', '3 half way', '4 mostly', '5 everywhere', 'n not applicable'],
        ...['r reason', 'd dissent', '> skip', '< back', 's sections', 'q save and leave'],
      ].join('\n'),
    )
  })

  it('says it all in sentences on a plain screen', async () => {
    const { last } = await play([begin], { plain: true })
    expect(last.screen).not.toContain('█')
    expect(last.screen).toContain('  confirm: 6 nowhere, 3 in places; suggested nowhere')
  })

  it('agrees on nothing by being looked through', async () => {
    const script = [begin, ...smallModel.statements.flatMap((_, index) => passing(index, ['>']))]
    const { consensus, last } = await play(script)
    expect(consensus).toEqual(merged())
    expect(last.screen).toContain('The end of the list')
    expect((await play(['q'])).consensus).toEqual(merged())
  })
})

/** The keys for a statement, and Enter where its section ends. */
function passing(index: number, keys: readonly string[]): readonly string[] {
  const done = index + 1
  return done % 5 === 0 || done === 23 ? [...keys, go] : keys
}

describe('a decision', () => {
  it('is on disk before the next question appears', async () => {
    const { shown } = await play([begin, '1', go, '2', go, 'n'])
    expect(shown.map(({ saved }) => numberOf(saved))).toEqual([0, 0, 1, 1, 2, 2, 3])
  })

  it('is shown before the group goes on, and can be another one or none', async () => {
    const { shown, consensus } = await play([begin, '1', '4', 'x'])
    expect(shown[2]).toMatchObject({ message: 'Agreed; Enter goes on:' })
    expect(shown[2]?.screen).toContain('\n  Agreed: nowhere\n')
    expect(shown[3]?.saved.statements[look]).toMatchObject({ agreed: 'mostly' })
    expect(consensus).toEqual(merged())
  })

  it('has a reason and a dissent, which are replaced, kept and taken out', async () => {
    const { consensus, last } = await play([begin, 'r', 'We saw\u000b it.', 'd', 'Some did not.', '1'])
    expect(last.screen).toContain('  Agreed: nowhere\n  Reason: We saw it.\n  Dissent: Some did not.')
    expect(consensus.statements[look]).toMatchObject({ reason: 'We saw it.', dissent: 'Some did not.' })
    const kept = await play(['<', 'r', '', 'd', '-'], { consensus })
    expect(kept.shown[2]?.screen).toMatch(/Enter\s+alone keeps what is there/)
    expect(kept.consensus.statements[look]).toMatchObject({ reason: 'We saw it.' })
    expect(kept.consensus.statements[look]).not.toHaveProperty('dissent')
    expect((await play(['<', 'r', 'ESC'], { consensus })).consensus).toEqual(consensus)
  })

  it('settles that the answers have changed since, which the screen says', async () => {
    const changed = merged({
      ...all(agreed),
      [look]: { ...agreed, 'agreed-from': { mostly: 8, nowhere: 1 } },
    })
    const { shown, said, consensus } = await play(['4'], { consensus: changed })
    expect(said).toContain('Every statement is agreed')
    expect(shown[0]?.screen.replace(/\n +/g, ' ')).toContain(
      'The answers have changed since. It was agreed from: 1 nowhere, 8 mostly. Agree again to settle it.',
    )
    expect(consensus.statements[look]).not.toHaveProperty('agreed-from')
  })
})

describe('after a section', () => {
  const cell = ['s', '1', '1', go, '2', go, '3', go, '4', go, '5', go]
  const ambitions = { 'roads/inside': { ambitions: { 2: 4, 3: 5 }, 'suggested-ambition': 3 } }

  it('the group sees what it agreed and how many want which level', async () => {
    const { last } = await play(cell, { consensus: merged({}, ambitions) })
    expect(last.screen).toContain('  look    nowhere\n  choose  in places\n  try     half way')
    expect(last.screen).toContain('Ambitions given, of 5: 2 (4 people), 3 (5 people); suggested 3')
  })

  it('decides priority, ambition, stance and note, each taken back by the same way', async () => {
    const decided = await play([...cell, 'h', 'd', 'No money.', 'a', '1', 'n', 'Until 2028.'], {
      consensus: merged({}, ambitions),
    })
    expect(decided.consensus.cells?.['roads/inside']).toEqual({
      ...ambitions['roads/inside'],
      ...{ ambition: 1, priority: 'high', stance: 'deliberate', note: 'Until 2028.' },
    })
    for (const line of ['Priority: high', 'Ambition: 1 of 5', 'Deliberate: we have', 'Note: Until 2028.'])
      expect(decided.last.screen).toContain(line)
    const undone = await play([...cell, 'h', 'a', '1', 'd', 'No.', 'x', 'a', 'x', 'd', 'n', '-', go], {
      consensus: merged({}, ambitions),
    })
    expect(undone.consensus.cells).toEqual(ambitions)
    expect(undone.last.screen).toContain('Roads / Outside / look')
  })

  it('being deliberate asks why, and sets an ambition above the level aside only on yes', async () => {
    const kept = await play([...cell, 'a', '4', 'd', 'n'])
    expect(kept.shown.at(-2)?.screen.replace(/\s+/g, ' ')).toContain('An ambition of 4 lies above that')
    expect(kept.consensus.cells?.['roads/inside']).toEqual({ ambition: 4 })
    const aside = await play([...cell, 'a', '4', 'd', 'y', 'Until 2028.'])
    expect(aside.shown.at(-2)?.screen).toContain('Why does the council stay where it is?')
    expect(aside.consensus.cells?.['roads/inside']).toEqual({ stance: 'deliberate', note: 'Until 2028.' })
    expect(aside.last.screen).toContain('The ambition of 4 is taken back.')
    const silent = await play([...cell, 'd', '', 'a', '4'])
    expect(silent.shown.at(-3)?.screen).toContain('Nothing says yet why it is deliberate: n adds it.')
    expect(silent.last.screen.replace('\n', ' ')).toContain('an ambition of 4 lies above where it is')
  })

  it('a success factor has a priority and a note, no ambition and no stance', async () => {
    const { last } = await play(['s', '5', '>', '>', '>'])
    expect(last.screen).toContain('m medium priority\nl low priority\nn note\nenter goes on')
  })
})

describe('the answers of few', () => {
  const few = merged({ [look]: { answers: { nowhere: 1, everywhere: 3 }, suggested: 'everywhere' } })

  it('are hidden unless they are unlocked at the start', async () => {
    const hidden = await play(['n', begin], { consensus: few })
    expect(hidden.shown[0]?.message).toBe('Unlock them?')
    expect(hidden.last.screen).toContain('Fewer than 5 people answered, so their answers are not shown')
    expect(hidden.last.screen).not.toMatch(/█|1 nowhere,/)
    const unlocked = await play(['y', begin], { consensus: few })
    expect(unlocked.last.screen).toContain('confirm: 1 nowhere, 3 everywhere')
  })

  it('are not asked about where there are none', async () => {
    expect((await play([])).last.message).toBe('Your choice:')
  })

  it('do not tell themselves by their place, when those that divide people most come first', async () => {
    const consensus = merged({
      [look]: { answers: { nowhere: 2, everywhere: 2 } },
      'parks/inside/try': { answers: { nowhere: 5, everywhere: 4 } },
    })
    const { last } = await play(['n', begin], { consensus, by: 'divergence' })
    expect(last.screen).toContain('Parks / Inside / try')
    expect((await play(['y', begin], { consensus, by: 'divergence' })).last.screen).toContain(
      'Roads / Inside / look',
    )
  })
})

describe('a workshop that goes on', () => {
  it('after being cut off anywhere has every decision so far, and lands on the first open statement', async () => {
    const script = [begin, ...smallModel.statements.flatMap((_, index) => passing(index, ['3', go]))]
    for (let cut = 0; cut <= script.length; cut++) {
      const given = script.slice(0, cut).filter((key) => key === '3').length
      const { consensus } = await play(script.slice(0, cut))
      expect(numberOf(consensus)).toBe(given)
      const { last } = await play([], { consensus })
      const open = smallModel.statements[given]
      expect(last.screen).toContain(given === 0 ? '23 statements' : (open?.text ?? 'Roads / Inside'))
    }
  })

  it('jumps to a section, back, and leaves', async () => {
    const { last } = await play([begin, '1', 's', '5'])
    expect(last.screen).toContain('People say what they think.')
    expect((await play([begin, 's', '9'])).last.screen).toContain('There are sections 1 to 5.')
    expect((await play([begin, '1', 's', 'ESC'])).last.screen).toContain('Roads / Inside / look')
    expect((await play([begin, 's', 'q'])).outcome).toBe('left')
    expect((await play([begin, '>', '<', 'q'])).outcome).toBe('left')
  })

  it('ends with what is still open, and the way there', async () => {
    const skipping = [begin, 's', '5', '1', go, '1', go, '1', go, 'm', go]
    const { last } = await play(skipping)
    expect(last.screen.replace(/\n +/g, ' ')).toContain(
      'Still open: 20 statements, 4 priorities, 4 ambitions.',
    )
    expect(last.screen).toMatch(/ {2}Roads \/ Inside +all 5, priority, ambition\n/)
    expect((await play([...skipping, 'o'])).last.screen).toContain('Roads / Inside / look')
  })
})

const read = await readModel(shippedModels().at(-1)!)
if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
const shipped = read.model

describe('every screen', () => {
  const consensus = merged({
    ...all({ label: 'shared' }),
    [look]: { ...agreed, 'agreed-from': { mostly: 9 } },
  })

  it.each([[40], [60], [80], [120]])('fits %d columns', async (width) => {
    const { shown } = await play(
      [
        ...['s', '1', 'r', 'Why.', 'a', 'n', 's', '1', '>', '>', '>', '>'],
        ...['a', '<', 's', '5', '>', '>', '>', go],
      ],
      { consensus, width },
    )
    for (const { screen } of shown)
      for (const line of screen.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width)
  })

  it.each([[40], [80]])('of the shipped model fits %d columns', async (width) => {
    const { id, version, digest } = shipped
    const statements = Object.fromEntries(
      shipped.statements.map((one) => [
        one.id,
        {
          answers: { [one.scale.options[0]!.id]: 9 },
          divergence: 0,
          label: 'shared' as const,
          suggested: one.scale.options[0]!.id,
        },
      ]),
    )
    const whole = { ...merged(), model: { id, version, digest }, statements }
    const { shown } = await play(['s', '1', 's', '21', '>', '>', '>', '>', '>', '>', '>', go], {
      consensus: whole,
      model: shipped,
      width,
    })
    for (const { screen } of shown)
      for (const line of screen.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width)
    expect(shown[1]?.screen).toMatch(/21\. .*0 of 7/)
  })

  it('shows text of a file never raw', async () => {
    const { shown } = await play(['<', 'r'], {
      consensus: merged({ [look]: { ...agreed, reason: 'a\u001b[2Jb\u202ec' } }),
    })
    for (const { screen } of shown) expect(screen).not.toMatch(/[\u001b\u202e]/)
    expect(shown.at(-1)?.screen).toContain('a<U+001B>[2Jb<U+202E>c')
  })
})

describe('notes that may be shown', () => {
  const notes = {
    'roads/inside': [{ kind: smallModel.notes[0]!, texts: ['No money.', 'No\u001b[2J time.'], links: [] }],
  }

  it('are a key away from each statement of their section', async () => {
    const { shown, last } = await play([begin, 'v'], { notes })
    expect(shown.at(-2)?.screen).toContain('\nv view notes (2)\n')
    expect(last.screen).toContain('  - No money.\n  - No<U+001B>[2J time.')
    const back = await play([begin, 'v', 'enter'], { notes })
    expect(back.last.screen).toContain('Roads / Inside / look')
  })

  it('stand in full where the section is decided on, and nowhere else', async () => {
    const { last } = await play([begin, '>', '>', '>', '>', '>'], { notes })
    expect(last.screen).toContain('Obstacles\n  - No money.')
    expect((await play([begin], {})).last.screen).not.toContain('view notes')
  })
})
