/**
 * Maps offsets in an event stream back to offsets on the wire. Content arrives in runs, separated by bytes of the transfer coding; within a run, both
 * advance equally.
 */
export interface Offsets {
  add(length: number, wireOffset: number): void
  toWire(streamOffset: number): number
  /** Offsets before this one will not be requested any more. */
  forget(streamOffset: number): void
}

interface Run {
  readonly start: number
  readonly wire: number
}

const FORGET_BEYOND = 1024

export const createOffsets = (): Offsets => {
  let runs: Run[] = []
  let total = 0
  return {
    add: (length, wireOffset) => {
      const last = runs.at(-1)
      const continues = last !== undefined && last.wire - last.start === wireOffset - total
      if (!continues) runs.push({ start: total, wire: wireOffset })
      total += length
    },
    toWire: streamOffset => {
      let low = 0
      let high = runs.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((runs[middle]?.start ?? 0) <= streamOffset) low = middle
        else high = middle - 1
      }
      const run = runs[low]
      if (run === undefined) return 0
      return run.wire + Math.max(0, streamOffset - run.start)
    },
    forget: streamOffset => {
      if (runs.length < FORGET_BEYOND) return
      const first = runs.findIndex((_run, index) => (runs[index + 1]?.start ?? Number.POSITIVE_INFINITY) > streamOffset)
      if (first > 0) runs = runs.slice(first)
    },
  }
}
