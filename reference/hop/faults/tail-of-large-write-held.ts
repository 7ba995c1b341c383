import type { HopFault } from '../fault.js'

const BLOCK_BYTES = 128 << 10

export const tailOfLargeWriteHeld: HopFault = {
  name: 'tail-of-large-write-held',
  breaks: ['HOP-04'],
  summary: 'Large content is passed on in blocks of 128 KiB, and what is left waits for the next write.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      let held: Buffer = Buffer.alloc(0)
      return {
        push: bytes => {
          held = Buffer.concat([held, bytes])
          // A socket delivers a large event in pieces.
          const isSmall = held.length < BLOCK_BYTES && held.subarray(-2).toString() === '\n\n'
          const taken = isSmall ? held.length : held.length - (held.length % BLOCK_BYTES)
          next.push(held.subarray(0, taken))
          held = held.subarray(taken)
        },
        end: () => {
          next.push(held)
          next.end()
        },
      }
    },
  }),
}
