/** Which deliveries a fault spoils, and how many it spoilt. */

import type { Server } from '../../parts.js'

/**
 * True of exactly one delivery in each block of that many, counted over all streams of the process: a single stream may never get
 * so many. Its place differs from block to block, so that a fan-out of that size does not always spoil the same stream.
 */
export function oneIn(block: number): () => boolean {
  let count = 0
  return () => {
    const isSpoilt = count % block === (Math.floor(count / block) * PLACES_APART + FIRST_PLACE) % block
    count += 1
    return isSpoilt
  }
}

/** A prime that divides no block, so that every place has its turn. */
const PLACES_APART = 7919
const FIRST_PLACE = 37

export function countSpoilt({ counters }: Server, fault: string): void {
  counters.fault_deliveries.set(fault, (counters.fault_deliveries.get(fault) ?? 0) + 1)
}
