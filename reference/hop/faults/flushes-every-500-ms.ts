import type { HopFault } from '../fault.js'

const FLUSH_MS = 500

export const flushesEvery500Ms: HopFault = {
  name: 'flushes-every-500-ms',
  breaks: ['HOP-03', 'HOP-02', 'HOP-05', 'HOP-04'],
  summary: 'Content is collected and flushed on a timer, as a flush interval does.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      let held: Buffer[] = []
      const flush = () => {
        next.push(Buffer.concat(held))
        held = []
      }
      const timer = setInterval(flush, FLUSH_MS).unref()
      return {
        push: bytes => void held.push(bytes),
        end: () => {
          clearInterval(timer)
          flush()
          next.end()
        },
      }
    },
  }),
}
