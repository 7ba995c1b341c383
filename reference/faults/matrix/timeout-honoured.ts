import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const timeoutHonoured: Fault = {
  name: 'timeout-honoured',
  breaks: ['RES-09b'],
  summary: 'The timeout parameter ends the stream as it ends a long poll.',
  profile: 'matrix',
  wrap: clean =>
    wrappedChains(clean, (chain, _request, exchange) => {
      const timeout = exchange.query.get('timeout')
      if (timeout === null) return chain
      let first = true
      const over = () => new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), Number(timeout)))
      const next = () => {
        const batch = chain.next()
        if (!first) return Promise.race([batch, over()])
        first = false
        return batch
      }
      return { ...chain, next }
    }),
}
