import type { Fault } from '../../fault.js'

export const fullStateWaitsForNews: Fault = {
  name: 'full-state-waits-for-news',
  breaks: ['SYN-06b'],
  summary: 'The first response waits for something new like any other, even when full_state asks for it immediately.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const whole = await clean.openChain(request, exchange)
      if (request.full_state !== 'true' || request.since === undefined || 'refusal' in whole) return whole
      const waiting = await clean.openChain({ ...request, full_state: undefined }, exchange)
      if ('refusal' in waiting) return whole
      let waited = false
      return {
        next: async () => {
          if (!waited && (await waiting.next()) === undefined) return undefined
          waited = true
          return whole.next()
        },
        close: () => {
          waiting.close()
          whole.close()
        },
      }
    },
  }),
}
