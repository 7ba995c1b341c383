import type { Fault } from '../fault.js'

export const idWithEdgeSpace: Fault = {
  name: 'id-with-edge-space',
  breaks: ['ID-04', 'BRW-03'],
  summary: 'The id ends with a space, which is stripped when the id comes back in an HTTP header.',
  profile: 'sse',
  wrap: clean => ({
    identify: (channel, server) => `${clean.identify(channel, server)} `,
    positionOf: (id, channel, server) => clean.positionOf(id.trimEnd(), channel, server),
  }),
}
