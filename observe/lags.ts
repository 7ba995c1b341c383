import { type LagLine, STALL_MS } from '../schemas/index.js'

interface Lag {
  readonly from: number
  readonly t: number
  readonly max_ms: number
}

// A lag is written in the next clock line, and what it delayed may be just before or after it.
const NEIGHBOURHOOD_NS = 20e6

// Lags are reported less often than this: two in it are one, so that a span of time has few.
const SAMPLE_NS = 10e6

/** The index of the first lag that ends at `t` or later, in lags sorted by their end. */
const firstFrom = (lags: readonly Lag[], t: number): number => {
  let [low, high] = [0, lags.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lags[middle]?.t ?? 0) < t) low = middle + 1
    else high = middle
  }
  return low
}

/** How late the processes of a recording ran, and when. Times are in nanoseconds, lags in milliseconds. */
export const createLags = () => {
  // Each process reports its own lag, in turns: the lags of one follow each other without overlapping.
  const processes = new Map<string, Lag[]>()
  /** The lags near a time, or a span of time. Not a search of them all: there may be as many as heartbeats. */
  const near = (t: number, until: number, take: (lag: Lag) => void): void => {
    for (const lags of processes.values()) {
      for (let at = firstFrom(lags, t - NEIGHBOURHOOD_NS); at < lags.length; at += 1) {
        const lag = lags[at]
        if (lag === undefined || lag.from > until + NEIGHBOURHOOD_NS) break
        take(lag)
      }
    }
  }
  return {
    add: ({ on, t, max_ms }: LagLine) => {
      const lags = processes.get(on) ?? []
      const from = lags.at(-1)?.t ?? 0
      // A clock does not go backwards.
      if (t < from) return
      const last = lags.at(-1)
      if (last !== undefined && t - last.t < SAMPLE_NS)
        lags[lags.length - 1] = { from: last.from, t, max_ms: Math.max(last.max_ms, max_ms) }
      else lags.push({ from, t, max_ms })
      processes.set(on, lags)
    },
    at: (t: number, until = t): number => {
      let worst = 0
      near(t, until, ({ max_ms }) => {
        worst = Math.max(worst, max_ms)
      })
      return worst
    },
    sum: (t: number, until: number): number => {
      let all = 0
      near(t, until, ({ max_ms }) => {
        if (max_ms > STALL_MS) all += max_ms
      })
      return all
    },
  }
}
