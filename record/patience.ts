/** Milliseconds that the awaited parties could not use because this machine did not let them run. */
export type Lost = () => number

// Limits the time that is added: a starved machine must not hold a run forever.
const MOST_TIMES = 4

/** Calls `up` once the awaited parties have had this much time. Returns a function that cancels the wait. */
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
  // Timers fire before sockets are read. Process what had arrived, and count lost time, first.
  const wake = (after_ms: number) => setTimeout(() => setImmediate(look), after_ms)
  timer = wake(within_ms)
  return () => {
    over = true
    clearTimeout(timer)
  }
}

/** Counts time lost by parties that report periodically: a gap of more than twice the period was not theirs to use. */
export const createPulse = (every_ms: number): { beat(): void; stop(): void; lost: Lost } => {
  let before: number | undefined
  let lost_ms = 0
  const since = () => (before === undefined ? 0 : Math.max(0, performance.now() - before - 2 * every_ms))
  return {
    beat: () => {
      lost_ms += since()
      before = performance.now()
    },
    // They have stopped reporting, as they may.
    stop: () => {
      lost_ms += since()
      before = undefined
    },
    lost: () => lost_ms + since(),
  }
}
