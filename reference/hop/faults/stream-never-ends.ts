import type { HopFault } from '../fault.js'

export const streamNeverEnds: HopFault = {
  name: 'stream-never-ends',
  breaks: ['HOP-31', 'HOP-12'],
  summary: 'The client’s response stays open after the origin’s has ended.',
  profile: 'hop',
  wrap: clean => ({ content: (client, forwarded) => ({ push: clean.content(client, forwarded).push, end: () => undefined }) }),
}
