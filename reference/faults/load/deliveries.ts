/** Which deliveries a fault affects, and how many it has affected. */

import type { Server } from '../../parts.js'

/**
 * True for exactly one delivery in each block of that size, counted over all streams of the process, because a single stream may never get that many.
 * The position varies from block to block, so that a fan-out of the same size does not always affect the same stream.
 */
export function oneIn(block: number): () => boolean {
  let count = 0
  return () => {
    const isSpoilt = count % block === (Math.floor(count / block) * PLACES_APART + FIRST_PLACE) % block
    count += 1
    return isSpoilt
  }
}

/** A prime that divides no block size, so that every position occurs. */
const PLACES_APART = 7919
const FIRST_PLACE = 37

export function countSpoilt({ counters }: Server, fault: string): void {
  counters.fault_deliveries.set(fault, (counters.fault_deliveries.get(fault) ?? 0) + 1)
}
