import type { Fault } from '../../fault.js'

export const sinceHonoured: Fault = {
  name: 'since-honoured',
  breaks: ['RES-09'],
  summary: 'The parameters are read by what reads those of /sync, since among them.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return { ...request, since: request.since ?? exchange.query.get('since') ?? undefined }
    },
  }),
}
