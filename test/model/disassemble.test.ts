import { expect, it } from 'vitest'
import { readModel, shippedModels } from '../../src/files/models.ts'
import { assembleModel } from '../../src/model/assemble.ts'
import { disassembleModel } from '../../src/model/disassemble.ts'
import type { Model } from '../../src/model/model.ts'
import { smallModel } from '../small-model.ts'

async function shipped(): Promise<Model> {
  const read = await readModel(shippedModels().at(-1)!)
  if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
  return read.model
}

it('takes the shipped model apart so that the same model is assembled again', async () => {
  const { digest: _, ...model } = await shipped()
  expect(assembleModel(disassembleModel({ ...model, digest: '' }))).toEqual(model)
})

it('does so through JSON, and for a model with other axes', () => {
  const parts = JSON.parse(JSON.stringify(disassembleModel(smallModel)))
  const again = assembleModel(parts)
  expect(again.statements).toEqual(smallModel.statements)
  expect(again.factors).toEqual(smallModel.factors)
  expect(again.notes).toEqual(smallModel.notes)
})
