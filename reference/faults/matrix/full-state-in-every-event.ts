import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const fullStateInEveryEvent: Fault = {
  name: 'full-state-in-every-event',
  breaks: ['SYN-06c'],
  summary: 'full_state is passed on to every /sync call instead of only the first.',
  profile: 'matrix',
  wrap: clean =>
    wrappedChains(clean, (chain, request, exchange) => {
      if (request.full_state !== 'true') return chain
      let since = request.since
      let first = true
      return {
        next: async () => {
          const batch = await chain.next()
          const opened = batch === undefined || first ? undefined : await clean.openChain({ ...request, since }, exchange)
          const whole = opened === undefined || 'refusal' in opened ? undefined : await opened.next()
          if (opened !== undefined && !('refusal' in opened)) opened.close()
          first = false
          since = batch?.next_batch
          return whole ?? batch
        },
        close: () => chain.close(),
      }
    }),
}
