/** What a scenario may wait for that a server may never send. */
export type Awaited = 'headers' | 'event'

/** Remembers, for a whole run, which waits were in vain. */
export interface Vain {
  /** How long to wait now, in milliseconds. */
  limit(awaited: Awaited, within_ms: number): number
  /** Records that a wait ended after this time, successfully or not. */
  waited(awaited: Awaited, took_ms: number, held: boolean): void
}

const MOST = 3
const BRIEF_MS = 300
const TIMES = 3
const MOST_KEPT = 500

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

/**
 * After three waits for the same thing were in vain, later waits are brief, but at least three times as long as it usually took to arrive. A server
 * that never sends it does not hold a run for minutes, and a slow server keeps its time. The callback runs when brief waits begin.
 */
export const createVain = (tell: (awaited: Awaited) => void): Vain => {
  const inVain: Record<Awaited, number> = { headers: 0, event: 0 }
  const took: Record<Awaited, number[]> = { headers: [], event: [] }
  const brief_ms = (awaited: Awaited) => Math.max(BRIEF_MS, TIMES * median(took[awaited]))
  return {
    limit: (awaited, within_ms) => (inVain[awaited] < MOST ? within_ms : Math.min(within_ms, brief_ms(awaited))),
    waited: (awaited, took_ms, held) => {
      if (held && took[awaited].length < MOST_KEPT) took[awaited].push(took_ms)
      // A short wait does not count: it says nothing about what a patient client would receive.
      else if (!held && took_ms > brief_ms(awaited)) {
        inVain[awaited] += 1
        if (inVain[awaited] === MOST) tell(awaited)
      }
    },
  }
}
