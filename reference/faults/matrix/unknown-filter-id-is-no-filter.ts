import type { Fault } from '../../fault.js'

export const unknownFilterIdIsNoFilter: Fault = {
  name: 'unknown-filter-id-is-no-filter',
  breaks: ['SYN-05b'],
  summary: 'A filter that is not found is treated as no filter.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if (!('refusal' in opened) || opened.refusal.status >= 500 || !(request.filter !== undefined && !request.filter.startsWith('{')))
        return opened
      return clean.openChain({ ...request, filter: undefined }, exchange)
    },
  }),
}
