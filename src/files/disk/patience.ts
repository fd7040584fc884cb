import { setTimeout } from 'node:timers/promises'
import { systemCode } from './faults.ts'

/**
 * Does something to a name in a folder. Windows refuses that while a virus scanner, a search index or an editor has the file open for a
 * moment: then it is tried again, eight times over two and a half seconds. Elsewhere a refusal is meant and thrown at once.
 */
export async function patiently<Value>(action: () => Value, platform = process.platform): Promise<Value> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return action()
    } catch (error) {
      const passing = platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '')
      if (!passing || attempt === 8) throw error
      await setTimeout(10 * 2 ** attempt)
    }
  }
}
