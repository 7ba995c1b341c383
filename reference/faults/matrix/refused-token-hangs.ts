import type { Fault } from '../../fault.js'

export const refusedTokenHangs: Fault = {
  name: 'refused-token-hangs',
  breaks: ['RES-07b', 'RES-07c'],
  summary: 'The server waits for a Last-Event-ID that is not a token, in case it comes from another worker that is behind.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      const waits = 'refusal' in opened && opened.refusal.status === 400 && request.since !== undefined
      return waits ? new Promise(() => undefined) : opened
    },
  }),
}
