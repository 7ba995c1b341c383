import type { Fault } from '../../fault.js'

export const wrongFullStateTakenForFalse: Fault = {
  name: 'wrong-full-state-taken-for-false',
  breaks: ['SYN-21'],
  summary: 'Any full_state value other than `true` is treated as false.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if (!('refusal' in opened) || opened.refusal.status >= 500 || !(request.full_state !== undefined && request.full_state !== 'true'))
        return opened
      return clean.openChain({ ...request, full_state: undefined }, exchange)
    },
  }),
}
