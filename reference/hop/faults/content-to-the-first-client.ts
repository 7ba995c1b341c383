import type { HopFault } from '../fault.js'
import type { Content } from '../parts.js'

export const contentToTheFirstClient: HopFault = {
  name: 'content-to-the-first-client',
  breaks: ['HOP-41'],
  summary: 'While several requests for one URL are open, what arrives for any of them is sent to the first.',
  profile: 'hop',
  wrap: clean => {
    const open = new Map<string, Content[]>()
    return {
      content: (client, forwarded) => {
        const { target } = forwarded
        const next = clean.content(client, forwarded)
        const streams = open.get(target) ?? []
        open.set(target, [...streams, next])
        return { push: bytes => (streams[0] ?? next).push(bytes), end: next.end }
      },
    }
  },
}
