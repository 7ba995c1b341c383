const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const SIGNALLED = 128
const NUMBERS: Readonly<Record<(typeof SIGNALS)[number], number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }
const PATIENCE_MS = 5_000

/**
 * While browsers run, a signal must not end this process before them. If another listener handles the first signal, as a stoppable run does, only the
 * second one closes the browsers and exits. Returns a function that removes the handlers.
 */
export const closeOnSignal = (close: () => Promise<void>): (() => void) => {
  const handlers = SIGNALS.map(signal => {
    let left = process.listenerCount(signal) > 0 ? 1 : 0
    const handler = () => {
      left -= 1
      if (left >= 0) return
      const leave = () => process.exit(SIGNALLED + NUMBERS[signal])
      setTimeout(leave, PATIENCE_MS)
      close().then(leave, leave)
    }
    process.on(signal, handler)
    return { signal, handler }
  })
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler)
  }
}
