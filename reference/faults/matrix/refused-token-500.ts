import type { Fault } from '../../fault.js'

export const refusedToken500: Fault = {
  name: 'refused-token-500',
  breaks: ['RES-07', 'RES-07c'],
  summary: 'A Last-Event-ID that is not a token makes the parser throw, and the client gets a 500.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if ('refusal' in opened && opened.refusal.status === 400 && request.since !== undefined) throw new Error('not a token')
      return opened
    },
  }),
}
