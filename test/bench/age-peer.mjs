/** What opening sealed responses costs by itself: every file of the folder parsed with the yaml library, its block opened with age, one after the other. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { armor, Decrypter } from 'age-encryption'
import { parse } from 'yaml'

const [folder, key] = process.argv.slice(2)
const identity = readFileSync(key, 'utf8').trim()
for (const name of readdirSync(folder)) {
  const { sealed } = parse(readFileSync(join(folder, name), 'utf8'))
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  parse(await decrypter.decrypt(armor.decode(sealed), 'text'))
}
