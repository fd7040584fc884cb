/** In a worker: says that it stands ready and waits for `go`. */
export async function standReady(): Promise<void> {
  process.stdout.write('ready\n')
  for await (const _ of process.stdin) break
}
