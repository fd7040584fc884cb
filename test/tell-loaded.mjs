/** Given to node with --import: writes the address of every module that is loaded, a line each, to the file that LOADED names. */
import { appendFileSync } from 'node:fs'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register(import.meta.url)

export async function load(url, context, next) {
  appendFileSync(process.env.LOADED, `${url}\n`)
  return next(url, context)
}
