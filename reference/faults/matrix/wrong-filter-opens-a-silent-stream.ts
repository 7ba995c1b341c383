import type { Fault } from '../../fault.js'
import { silentChain } from './changed-chains.js'

export const wrongFilterOpensASilentStream: Fault = {
  name: 'wrong-filter-opens-a-silent-stream',
  breaks: ['SYN-05c'],
  summary: 'The filter is parsed after the response headers are sent; if its structure is wrong, the stream stays silent.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if (!('refusal' in opened) || opened.refusal.status >= 500 || !(request.filter?.includes('[]') === true)) return opened
      return silentChain()
    },
  }),
}
