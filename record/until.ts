/** Aborted when one of several signals is, or when its time is up. `release` it when nothing waits for it any more. */
export interface Until {
  readonly signal: AbortSignal
  /** The time ran out first. */
  readonly late: boolean
  abort(): void
  release(): void
}

/**
 * AbortSignal.any and AbortSignal.timeout are not used: in Node 20 their signals can be garbage-collected, listeners included, before they are
 * aborted, and waits on them never end (nodejs/node#54614).
 */
export const until = (signals: readonly AbortSignal[], limit_ms?: number): Until => {
  const controller = new AbortController()
  let late = false
  const timer =
    limit_ms === undefined
      ? undefined
      : setTimeout(() => {
          late = true
          controller.abort()
        }, limit_ms)
  const stop = () => controller.abort()
  for (const signal of signals) {
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  }
  return {
    signal: controller.signal,
    get late() {
      return late
    },
    abort: stop,
    release: () => {
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', stop)
    },
  }
}
