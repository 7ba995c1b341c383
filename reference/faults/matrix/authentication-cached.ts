import type { Fault } from '../../fault.js'
import { silentChain } from './changed-chains.js'

export const authenticationCached: Fault = {
  name: 'authentication-cached',
  breaks: ['SEC-07'],
  summary: 'A token that was valid once is accepted without being looked up again.',
  profile: 'matrix',
  wrap: clean => {
    const good = new Set<string>()
    return {
      openChain: async (request, exchange) => {
        const opened = await clean.openChain(request, exchange)
        const { access_token = '' } = request
        if (!('refusal' in opened)) good.add(access_token)
        else if (opened.refusal.status === 401 && good.has(access_token)) return silentChain()
        return opened
      },
    }
  },
}
