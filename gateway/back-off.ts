/** How long to wait before the next attempt, so that a struggling homeserver is not overloaded. */

const FIRST_MS = 250
const LONGEST_MS = 10_000
/** The longest Retry-After that is obeyed. */
const LONGEST_ASKED_MS = 3_600_000

/** Doubles with every consecutive failure, from 250 ms to 10 s. Half of it is random, so that streams do not retry all at once. */
export function backOff_ms(failures: number, retry_after_ms: number | undefined): number {
  const most_ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10))
  const wait_ms = most_ms / 2 + (Math.random() * most_ms) / 2
  return retry_after_ms === undefined ? wait_ms : Math.min(retry_after_ms, LONGEST_ASKED_MS) + wait_ms / 2
}

/** Resolves after that time, or when the signal is aborted. */
export function pause(wait_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve()
      return
    }
    const timer = setTimeout(done, wait_ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
