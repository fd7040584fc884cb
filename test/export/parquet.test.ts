import { isDeepStrictEqual } from 'node:util'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { columns, type Row } from '../../src/export/rows.ts'
import { writeParquet } from '../../src/files/exporting/parquet.ts'

const row = (value: number, more: Partial<Row> = {}): Row => ({
  ...{ organisation: 'a', name: 'A – Council ✓', type: null, region: 'South West', scope: 'whole council' },
  ...{ round: '2026-autumn', published: '2026-11-01', respondents: 9, model: 'm@1', kind: 'cell', id: 'c' },
  ...{ measure: 'level', answer: null, value },
  ...more,
})

async function written(rows: readonly Row[]): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  await writeParquet(
    (async function* () {
      yield* rows
    })(),
    columns,
    async (bytes) => {
      pieces.push(bytes)
    },
  )
  const all = Buffer.concat(pieces)
  return all.buffer.slice(all.byteOffset, all.byteOffset + all.length) as ArrayBuffer
}

describe('Parquet, read by another library,', () => {
  it('holds every row as it was, nothing where there is nothing', async () => {
    const rows = [
      row(2.5),
      row(0, { published: null, name: null }),
      row(1 / 3, { respondents: 2_000_000, answer: 'fully', measure: 'agreed' }),
      { ...row(0), value: null },
    ]
    expect(await parquetReadObjects({ file: await written(rows) })).toEqual(rows)
  })

  it('holds rows of several groups in their order', async () => {
    const rows = Array.from({ length: 45_000 }, (_, value) => row(value, { id: `c${value}` }))
    const file = await written(rows)
    expect(parquetMetadata(file).row_groups.length).toBeGreaterThan(1)
    expect(isDeepStrictEqual(await parquetReadObjects({ file }), rows)).toBe(true)
  })

  it('of no rows can be read all the same', async () => {
    const file = await written([])
    expect(await parquetReadObjects({ file })).toEqual([])
    expect(
      parquetMetadata(file)
        .schema.slice(1)
        .map(({ name }) => name),
    ).toEqual(columns.map(({ name }) => name))
  })

  it('has numbers as numbers and texts as texts', async () => {
    const { schema } = parquetMetadata(await written([row(1)]))
    const typeOf = (name: string) => schema.find((one) => one.name === name)?.type
    expect([typeOf('value'), typeOf('respondents'), typeOf('id')]).toEqual(['DOUBLE', 'INT32', 'BYTE_ARRAY'])
  })
})
