import type { Fault } from '../../fault.js'

export const queryReflectedInHead: Fault = {
  name: 'query-reflected-in-head',
  breaks: ['SEC-12'],
  summary: 'For debugging, the head tells the parameters that the stream was opened with, decoded.',
  profile: 'matrix',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      const told = [...exchange.query].map(([name, value]) => `${name}=${value}`).join('&')
      return exchange.version === '2' ? head : { ...head, fields: [...head.fields, ['X-Sync-Parameters', told]] }
    },
  }),
}
