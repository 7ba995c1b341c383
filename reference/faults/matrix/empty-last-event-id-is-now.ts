import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const emptyLastEventIdIsNow: Fault = {
  name: 'empty-last-event-id-is-now',
  breaks: ['RES-06b'],
  summary: 'A client with an empty Last-Event-ID is treated as caught up, so its stream starts at the present.',
  profile: 'matrix',
  wrap: clean =>
    wrappedChains(clean, (chain, _request, exchange) => {
      let skipping = clean.lastEventIds(exchange)[0] === ''
      const next = async () => {
        const batch = await chain.next()
        if (!skipping || batch === undefined) return batch
        skipping = false
        return chain.next()
      }
      return { ...chain, next }
    }),
}
