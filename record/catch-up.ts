const SLICE_MS = 0.25
const LONG_SLICE_MS = 5
const MANY_WAITING = 64

/** Work that waits until every socket that is ready has had its time taken, in the order of asking. */
export interface CatchUp {
  soon(work: () => void): void
  /** Does at once all that is waiting. */
  wholly(): void
}

export const createCatchUp = (): CatchUp => {
  let waiting: (() => void)[] = []
  // A little at a time, so that sockets which become ready meanwhile have their times taken; more of it where much is waiting.
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
