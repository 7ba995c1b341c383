import type { HopFault } from '../fault.js'
import { holding } from '../holding.js'

const BLOCK_BYTES = 128 << 10

export const tailOfLargeWriteHeld: HopFault = {
  name: 'tail-of-large-write-held',
  breaks: ['HOP-04'],
  summary: 'Large content is passed on in blocks of 128 KiB, and what is left waits for the next write.',
  profile: 'hop',
  wrap: holding(held => {
    // A socket delivers a large event in pieces.
    const isSmall = held.length < BLOCK_BYTES && held.subarray(-2).toString() === '\n\n'
    return isSmall ? held.length : held.length - (held.length % BLOCK_BYTES)
  }),
}
