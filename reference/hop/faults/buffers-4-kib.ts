import type { HopFault } from '../fault.js'

const BUFFER_BYTES = 4096

export const buffers4Kib: HopFault = {
  name: 'buffers-4-kib',
  breaks: ['HOP-03', 'HOP-02', 'HOP-04', 'HOP-05'],
  summary: 'Content is collected until 4 KiB are there, as proxies do with response buffering on.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      let held = Buffer.alloc(0)
      return {
        push: bytes => {
          held = Buffer.concat([held, bytes])
          if (held.length < BUFFER_BYTES) return
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
