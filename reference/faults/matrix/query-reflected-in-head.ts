import type { Fault } from '../../fault.js'

export const queryReflectedInHead: Fault = {
  name: 'query-reflected-in-head',
  breaks: ['SEC-12'],
  summary: 'For debugging, the decoded query parameters of the stream are copied into a response header.',
  profile: 'matrix',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      const told = [...exchange.query].map(([name, value]) => `${name}=${value}`).join('&')
      return exchange.version === '2' ? head : { ...head, fields: [...head.fields, ['X-Sync-Parameters', told]] }
    },
  }),
}
