import type { Fault } from '../fault.js'

export const idWithEdgeSpace: Fault = {
  name: 'id-with-edge-space',
  breaks: ['ID-04', 'BRW-03'],
  summary: 'The id ends with a space, which a field value of HTTP loses on its way back.',
  profile: 'sse',
  wrap: clean => ({
    identify: (channel, server) => `${clean.identify(channel, server)} `,
    positionOf: (id, channel, server) => clean.positionOf(id.trimEnd(), channel, server),
  }),
}
