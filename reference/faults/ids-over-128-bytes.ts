import type { Fault } from '../fault.js'

export const idsOver128Bytes: Fault = {
  name: 'ids-over-128-bytes',
  breaks: ['ID-04b'],
  summary: 'The id is a serialized cursor of 160 bytes, over the 128 bytes that a request header may have without a preflight.',
  profile: 'sse',
  wrap: clean => ({
    identify: (channel, server) => clean.identify(channel, server).padEnd(160, '~'),
    positionOf: (id, channel, server) => clean.positionOf(id.replace(/~+$/, ''), channel, server),
  }),
}
