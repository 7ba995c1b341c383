import type { Fault } from '../../fault.js'
import { responseOf, wrappedChains } from './changed-chains.js'

export const tokenNamesItsUser: Fault = {
  name: 'token-names-its-user',
  breaks: ['RES-08', 'ID-07b', 'SEC-08'],
  summary: 'Batch tokens are looked up without checking their owner, and the stream continues as the user the token was issued to.',
  profile: 'matrix',
  wrap: clean => {
    const given = new Map<string, Set<string>>()
    const remembering = wrappedChains(clean, (chain, { access_token = '' }) => ({
      ...chain,
      next: async () => {
        const batch = await chain.next()
        if (batch === undefined) return undefined
        const { next_batch } = responseOf(batch)
        given.set(next_batch, (given.get(next_batch) ?? new Set()).add(access_token))
        return batch
      },
    }))
    return {
      openChain: (request, exchange) => {
        const users = given.get(request.since ?? '')
        const [other] = users ?? []
        const swapped = other === undefined || users?.has(request.access_token ?? '') === true
        return remembering.openChain(swapped ? request : { ...request, access_token: other }, exchange)
      },
    }
  },
}
