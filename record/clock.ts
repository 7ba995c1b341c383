import { STALL_MS } from '../schemas/index.js'
/** Monotonic time of one recording, in nanoseconds since it began. */
export interface Clock {
  readonly started: Date
  readonly resolution_ns: number
  now(): number
}

// The smallest step between two readings: how precise the recording's times are.
const measureResolution = (): number => {
  let smallest = Number.POSITIVE_INFINITY
  for (let i = 0; i < 50; i++) {
    const before = process.hrtime.bigint()
    let after = process.hrtime.bigint()
    while (after === before) after = process.hrtime.bigint()
    smallest = Math.min(smallest, Number(after - before))
  }
  return smallest
}

export const startClock = (): Clock => {
  const resolution_ns = measureResolution()
  const started = new Date()
  const zero = process.hrtime.bigint()
  return { started, resolution_ns, now: () => Number(process.hrtime.bigint() - zero) }
}

const SAMPLE_MS = 10
const REPORT_EVERY = 20

/** The number of samples whose worst lateness is reported. */
export type LagTold = (max_ms: number, samples: number) => void

/**
 * Samples how late this process's own timers fire, which is the possible error of a time reading. `report` gets the worst lateness (ms) of every 20
 * samples, about every 200 ms. Returns the stop function, which reports the rest.
 */
export const sampleLag = (clock: Clock, report: LagTold): (() => void) => {
  let due = clock.now() + SAMPLE_MS * 1e6
  let max_ms = 0
  let samples = 0
  const flush = () => {
    if (samples > 0) report(max_ms, samples)
    max_ms = 0
    samples = 0
  }
  const timer = setInterval(() => {
    const now = clock.now()
    max_ms = Math.max(max_ms, (now - due) / 1e6)
    due = now + SAMPLE_MS * 1e6
    samples += 1
    // A late sample is reported immediately, because whatever it delayed is being judged now.
    if (samples >= REPORT_EVERY || max_ms > STALL_MS) flush()
  }, SAMPLE_MS)
  return () => {
    clearInterval(timer)
    max_ms = Math.max(max_ms, (clock.now() - due) / 1e6)
    samples += 1
    flush()
  }
}
