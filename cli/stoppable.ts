/** The first Ctrl-C or SIGTERM stops the work and shows what there is; a second one ends the program. */
export const stoppable = (says: string): { readonly signal: AbortSignal; readonly release: () => void } => {
  const controller = new AbortController()
  const stop = () => {
    process.stderr.write(`\nStopped: ${says}. Press Ctrl-C again to quit now.\n`)
    controller.abort()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    },
  }
}
