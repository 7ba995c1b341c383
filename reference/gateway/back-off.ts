/** How long to wait before the next try, so that a homeserver in trouble is not kept in it. */

const FIRST_MS = 250
const LONGEST_MS = 10_000
/** What is asked for by Retry-After is obeyed up to this. */
const LONGEST_ASKED_MS = 3_600_000

/** Doubles with every failure in a row, from 250 ms to 10 s; half of it is chance, so that streams do not come back all at once. */
export function backOff_ms(failures: number, retry_after_ms: number | undefined): number {
  const most_ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10))
  const wait_ms = most_ms / 2 + (Math.random() * most_ms) / 2
  return retry_after_ms === undefined ? wait_ms : Math.min(retry_after_ms, LONGEST_ASKED_MS) + wait_ms / 2
}

/** Resolves after that time, or as soon as the signal says so. */
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
