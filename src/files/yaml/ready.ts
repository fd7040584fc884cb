/**
 * Loads now what the first save would load, so that a person whose tiex is upgraded while they answer can finish, and no answer waits
 * for it.
 */
export async function readyToSave(): Promise<void> {
  await import('yaml')
}
