import { armor, Decrypter, Encrypter } from 'age-encryption'

/** As much work as `age -p` makes of a guess: a second on a laptop. */
const workFactor = 18

/** Text as an armored age file that the passphrase opens, here and with age itself. */
export async function lockText(text: string, passphrase: string): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return armor.encode(await encrypter.encrypt(text))
}

/** What `lockText` locked; undefined where the passphrase is wrong, or the file no such file or damaged. */
export async function unlockText(block: string, passphrase: string): Promise<string | undefined> {
  try {
    const decrypter = new Decrypter()
    decrypter.addPassphrase(passphrase)
    return await decrypter.decrypt(armor.decode(block), 'text')
  } catch {
    return undefined
  }
}

/** Text as an armored age block that each of the recipients opens alone. */
export async function sealText(text: string, recipients: readonly string[]): Promise<string> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return armor.encode(await encrypter.encrypt(text))
}
