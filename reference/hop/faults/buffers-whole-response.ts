import type { HopFault } from '../fault.js'

export const buffersWholeResponse: HopFault = {
  name: 'buffers-whole-response',
  breaks: ['HOP-02', 'HOP-03', 'HOP-04', 'HOP-05'],
  summary: 'The response is collected until it ends, as middleware that inspects content does.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      const held: Buffer[] = []
      return {
        push: bytes => void held.push(bytes),
        end: () => {
          next.push(Buffer.concat(held))
          next.end()
        },
      }
    },
  }),
}
