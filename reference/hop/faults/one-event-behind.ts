import type { HopFault } from '../fault.js'

export const oneEventBehind: HopFault = {
  name: 'one-event-behind',
  breaks: ['HOP-03', 'HOP-02', 'HOP-05', 'HOP-04'],
  summary: 'Each piece of content is sent when the next one arrives.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      let held: Buffer = Buffer.alloc(0)
      return {
        push: bytes => {
          next.push(held)
          held = bytes
        },
        end: () => {
          next.push(held)
          next.end()
        },
      }
    },
  }),
}
