import type { Fault } from '../../fault.js'
import { silentChain } from './changed-chains.js'

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

export const unreadableFilterOpensASilentStream: Fault = {
  name: 'unreadable-filter-opens-a-silent-stream',
  breaks: ['SYN-05'],
  summary: 'The filter is parsed after the response headers are sent; if it is not JSON, the stream stays silent.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if (
        !('refusal' in opened) ||
        opened.refusal.status >= 500 ||
        !(request.filter?.startsWith('{') === true && parsed(request.filter) === undefined)
      )
        return opened
      return silentChain()
    },
  }),
}
