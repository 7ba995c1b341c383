import type { HopFault } from '../fault.js'

export const commentsWaitForAnEvent: HopFault = {
  name: 'comments-wait-for-an-event',
  breaks: ['HOP-05'],
  summary: 'Comments are passed on only with the next event, as a proxy that forwards whole events does.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      let held: Buffer = Buffer.alloc(0)
      return {
        push: bytes => {
          held = Buffer.concat([held, bytes])
          if (held.toString('latin1').startsWith(':') && !held.includes('data')) return
          next.push(held)
          held = Buffer.alloc(0)
        },
        end: () => {
          next.push(held)
          next.end()
        },
      }
    },
  }),
}
