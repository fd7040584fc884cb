import { ReadableStream } from 'node:stream/web'

/** The bytes as the stream that the library takes. Given bytes or text itself it would load Node's fetch, which takes longer than all it does. */
export function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}

/** All that a stream brings; throws, and gives nothing, where it fails before its end. */
export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
