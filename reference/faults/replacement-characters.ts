import type { Fault } from '../fault.js'

export const replacementCharacters: Fault = {
  name: 'replacement-characters',
  breaks: ['FRM-25'],
  summary:
    'Payloads are decoded in 4096-byte slices, and characters outside the Basic Multilingual Plane not at all, which leaves replacement characters.',
  profile: 'sse',
  wrap: clean => ({
    eventFields: (event, server) => {
      const bytes = Buffer.from(event.data)
      const slices = Array.from({ length: Math.ceil(bytes.length / 4096) }, (_, n) => bytes.toString('utf8', n * 4096, (n + 1) * 4096))
      return clean.eventFields({ ...event, data: slices.join('').replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd') }, server)
    },
  }),
}
