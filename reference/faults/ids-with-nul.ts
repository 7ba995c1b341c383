import type { Fault } from '../fault.js'

export const idsWithNul: Fault = {
  name: 'ids-with-nul',
  breaks: ['FRM-09', 'ID-03', 'ID-05', 'RES-04', 'RES-15b', 'RES-22b'],
  summary: 'Every tenth id contains NUL, so parsers ignore it.',
  profile: 'sse',
  wrap: clean => ({
    identify: (channel, server) => `${clean.identify(channel, server)}${channel.newest % 10 === 8 ? '\u0000' : ''}`,
    positionOf: (id, channel, server) => clean.positionOf(id.replace('\u0000', ''), channel, server),
  }),
}
