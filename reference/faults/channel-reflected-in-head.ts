import type { Fault } from '../fault.js'

export const channelReflectedInHead: Fault = {
  name: 'channel-reflected-in-head',
  breaks: ['SEC-12'],
  summary: 'The channel query parameter is decoded and copied into a response header as is, line breaks included.',
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
