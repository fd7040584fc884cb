import { describe, expect, it } from 'vitest'
import { handoutOf } from '../../src/agenda/handout.ts'
import type { Consensus } from '../../src/merge/consensus.ts'
import { withoutSmallGroups } from '../../src/merge/counts.ts'
import { blocksAsMarkdown } from '../../src/render/agenda/blocks.ts'
import { handoutBlocks } from '../../src/render/agenda/handout.ts'
import { smallModel } from '../small-model.ts'
import { merged } from '../workshop/small-consensus.ts'

const look = 'roads/inside/look'
const kind = smallModel.notes[0]!
const made = (consensus: Consensus, notes = {}, minimum = 5) =>
  handoutOf(smallModel, { shown: withoutSmallGroups(consensus, minimum).readable, consensus }, notes)
const text = (consensus: Consensus, notes = {}, minimum = 5) =>
  blocksAsMarkdown(handoutBlocks(made(consensus, notes, minimum), minimum)).replaceAll('\\', '')

describe('a handout', () => {
  const split = {
    [look]: { label: 'split' as const, answers: { nowhere: 4, everywhere: 4, 'dont-know': 1 } },
  }

  it('has a page for each section with something to discuss, and one line for the others', () => {
    const { pages, quiet } = made(merged(split))
    expect(pages.map(({ section }) => section.id)).toEqual(['roads/inside'])
    expect(quiet.map(({ section }) => section.id)).toEqual([
      ...['roads/outside', 'parks/inside', 'parks/outside', 'courage'],
    ])
  })

  it('does not call to confirm what too few could say', () => {
    const few = { 'roads/outside/look': { label: 'too-few' as const, answers: { nowhere: 1 } } }
    expect(text(merged({ ...split, ...few }))).toContain(
      'Roads / Outside (4 to confirm, 1 that nobody or one person could say); Parks / Inside (5 to confirm);',
    )
  })

  it('has the answers as numbers and in words, the question and the notes', () => {
    const notes = {
      'roads/inside': [
        { kind, texts: ['No money.'], links: [{ title: 'Report', url: 'https://a.example/r' }] },
      ],
    }
    const page = text(merged(split), notes)
    expect(page).toContain('# Roads / Inside\n')
    expect(page).toContain('| look | 4 | 0 | 0 | 0 | 4 | 1 | 0 | 0 |')
    expect(page).toContain('- split: 4 nowhere, 4 everywhere; 1 does not know')
    expect(page).toContain('**To begin with (look): Some say “Everywhere”, others “Nowhere”.')
    expect(page).toContain('Obstacles\n\n- No money.\n- [Report](https://a.example/r)\n')
  })

  it('shows no answers of few people, only the label', () => {
    const few = { [look]: { label: 'split' as const, answers: { nowhere: 2, everywhere: 2 } } }
    const page = text(merged(few))
    expect(page).toContain('split: fewer than 5 people answered, so their answers are not shown')
    expect(page).not.toMatch(/\| look|2 nowhere|2 everywhere/)
  })

  it('shows ambitions as far as it may', () => {
    const cells = (ambitions: object) =>
      ({ 'roads/inside': { ambitions, 'suggested-ambition': 3 } }) as Consensus['cells']
    expect(text(merged(split, cells({ '2': 2, '3': 4 })))).toContain(
      'Ambitions given, of 5: 2 (2 people), 3 (4 people); suggested 3.',
    )
    expect(text(merged(split, cells({ '2': 1, '3': 2 })))).toContain(
      'Fewer than 5 people gave an ambition, so it is not shown; suggested 3.',
    )
  })
})
