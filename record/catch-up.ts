const SLICE_MS = 0.25
const LONG_SLICE_MS = 5
const MANY_WAITING = 64

/** Work that waits, in order, until the arrival time of every ready socket has been taken. */
export interface CatchUp {
  soon(work: () => void): void
  /** Does all waiting work now. */
  wholly(): void
}

export const createCatchUp = (): CatchUp => {
  let waiting: (() => void)[] = []
  // Works in small steps, so that sockets which become ready meanwhile are timed; steps grow with the backlog.
  const some = () => {
    const till = performance.now() + (waiting.length > MANY_WAITING ? LONG_SLICE_MS : SLICE_MS)
    let done = 0
    while (done < waiting.length && performance.now() < till) {
      waiting[done]?.()
      done += 1
    }
    waiting = waiting.slice(done)
    if (waiting.length > 0) setImmediate(some)
  }
  return {
    soon: work => {
      if (waiting.length === 0) setImmediate(some)
      waiting.push(work)
    },
    wholly: () => {
      for (const work of waiting) work()
      waiting = []
    },
  }
}
