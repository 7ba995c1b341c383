/** Time that those who are waited for did not have so far, because this machine did not let them run, milliseconds. */
export type Lost = () => number

// Beside what was lost: a machine that gives nobody any time must not hold a run for ever.
const MOST_TIMES = 4

/** Calls `up` once those who are waited for had so much time to themselves. Gives what ends the wait before. */
export const patiently = (within_ms: number, lost: Lost, up: () => void): (() => void) => {
  const began = performance.now()
  const before = lost()
  let timer: NodeJS.Timeout | undefined
  let over = false
  const look = () => {
    if (over) return
    const due_ms = Math.min(within_ms + lost() - before, MOST_TIMES * within_ms)
    const left_ms = due_ms - (performance.now() - began)
    if (left_ms < 1) return up()
    timer = wake(left_ms)
  }
  // Timers come before sockets, and one timer before the other: what had arrived, and what was lost, is looked at first.
  const wake = (after_ms: number) => setTimeout(() => setImmediate(look), after_ms)
  timer = wake(within_ms)
  return () => {
    over = true
    clearTimeout(timer)
  }
}

/** Counts what was lost by those who are to be heard of every so often: what is longer than twice that is not their time. */
export const createPulse = (every_ms: number): { beat(): void; stop(): void; lost: Lost } => {
  let before: number | undefined
  let lost_ms = 0
  const since = () => (before === undefined ? 0 : Math.max(0, performance.now() - before - 2 * every_ms))
  return {
    beat: () => {
      lost_ms += since()
      before = performance.now()
    },
    // They are not heard of any more, and need not be.
    stop: () => {
      lost_ms += since()
      before = undefined
    },
    lost: () => lost_ms + since(),
  }
}
