import type { Fault } from '../../fault.js'
import { silentChain } from './changed-chains.js'

export const unknownTokenWaits: Fault = {
  name: 'unknown-token-waits',
  breaks: ['RES-07c'],
  summary: 'A token that cannot be read is accepted, and the stream waits for something to happen after it.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if (!('refusal' in opened) || request.since === undefined) return opened
      const without = await clean.openChain({ ...request, since: undefined }, exchange)
      if ('refusal' in without) return opened
      without.close()
      return silentChain()
    },
  }),
}
