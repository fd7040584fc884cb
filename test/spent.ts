/** Counts the processor time of this process from now on, in milliseconds: a busy machine makes nothing slower by this clock. */
export function spending(): () => number {
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
}
