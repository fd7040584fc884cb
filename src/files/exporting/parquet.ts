import { ByteWriter, parquetWriteRows } from 'hyparquet-writer'
import type { Column, Row } from '../../export/rows.ts'

/** Rows that are in memory at once. */
const rowsAtOnce = 20_000

const types = { text: 'STRING', day: 'STRING', 'whole number': 'INT32', number: 'DOUBLE' } as const

/** Writes rows as Apache Parquet, a group of rows at a time; `write` gets bytes that it may keep. Days are text as in the other formats. */
export async function writeParquet(
  rows: AsyncIterable<Row>,
  columns: readonly Column[],
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const writer = new ByteWriter()
  const flush = async () => {
    const bytes = writer.getBytes().slice()
    writer.index = 0
    if (bytes.length > 0) await write(bytes)
  }
  await parquetWriteRows({
    writer: Object.assign(writer, { flush, finish: flush }),
    rows,
    columns: columns.map(({ name, type }) => ({ name, type: types[type], nullable: true })),
    rowGroupSize: rowsAtOnce,
  })
}
