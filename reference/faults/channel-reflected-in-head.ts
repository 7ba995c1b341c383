import type { Fault } from '../fault.js'

export const channelReflectedInHead: Fault = {
  name: 'channel-reflected-in-head',
  breaks: ['SEC-12'],
  summary: 'The channel of the query is decoded and written into the head as it is, line ends included.',
  profile: 'sse',
  channels: true,
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      if (exchange.version === '2') return head
      return { ...head, fields: [...head.fields, ['X-Channel', exchange.query.get('channel') ?? 'default']] }
    },
  }),
}
