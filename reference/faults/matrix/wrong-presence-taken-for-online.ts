import type { Fault } from '../../fault.js'

export const wrongPresenceTakenForOnline: Fault = {
  name: 'wrong-presence-taken-for-online',
  breaks: ['SYN-21b'],
  summary: 'An unknown set_presence value is treated as online.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if (!('refusal' in opened) || opened.refusal.status >= 500 || !(request.set_presence !== undefined)) return opened
      return clean.openChain({ ...request, set_presence: undefined }, exchange)
    },
  }),
}
