import type { Fault } from '../../fault.js'

export const sinceHonoured: Fault = {
  name: 'since-honoured',
  breaks: ['RES-09'],
  summary: 'Query parameters are read by the code for /sync, which also reads since.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return { ...request, since: request.since ?? exchange.query.get('since') ?? undefined }
    },
  }),
}
