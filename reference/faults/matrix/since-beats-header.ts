import type { Fault } from '../../fault.js'

export const sinceBeatsHeader: Fault = {
  name: 'since-beats-header',
  breaks: ['RES-10'],
  summary: 'Last-Event-ID is read only if the URL has no since parameter.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return request.since === undefined ? request : { ...request, since: exchange.query.get('since') ?? request.since }
    },
  }),
}
