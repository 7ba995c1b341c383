import type { HopParts } from './parts.js'

/** Content that is held back: of what is held, with the newest piece at its end, `passes` says how many bytes go on now. The rest goes with the end. */
export const holding =
  (passes: (held: Buffer, newest: Buffer) => number) =>
  (clean: HopParts): Pick<HopParts, 'content'> => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      let held: Buffer = Buffer.alloc(0)
      return {
        push: bytes => {
          held = Buffer.concat([held, bytes])
          const passed = passes(held, bytes)
          next.push(held.subarray(0, passed))
          held = held.subarray(passed)
        },
        end: () => {
          next.push(held)
          next.end()
        },
      }
    },
  })
