import type { Fault } from '../fault.js'

export const idsWithUnsafeBytes: Fault = {
  name: 'ids-with-unsafe-bytes',
  breaks: ['ID-04c'],
  summary: 'The id is JSON, so its quotes and braces make a request with it need a preflight.',
  profile: 'sse',
  wrap: clean => ({
    identify: (channel, server) => JSON.stringify({ at: clean.identify(channel, server) }),
    positionOf: (id, channel, server) => clean.positionOf(/^\{"at":"(.*)"\}$/.exec(id)?.[1] ?? id, channel, server),
  }),
}
