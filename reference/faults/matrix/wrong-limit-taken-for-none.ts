import type { Fault } from '../../fault.js'

export const wrongLimitTakenForNone: Fault = {
  name: 'wrong-limit-taken-for-none',
  breaks: ['SYN-05d'],
  summary: 'A limit that is not a number is treated as no limit.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if (!('refusal' in opened) || opened.refusal.status >= 500 || !(request.filter?.includes('"limit"') === true)) return opened
      return clean.openChain({ ...request, filter: undefined }, exchange)
    },
  }),
}
