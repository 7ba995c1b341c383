import type { Fault } from '../../fault.js'

export const wrongUseStateAfterTakenForFalse: Fault = {
  name: 'wrong-use-state-after-taken-for-false',
  breaks: ['SYN-21c'],
  summary: 'Any use_state_after value other than `true` is treated as false.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if (
        !('refusal' in opened) ||
        opened.refusal.status >= 500 ||
        !(request.use_state_after !== undefined && request.use_state_after !== 'true')
      )
        return opened
      return clean.openChain({ ...request, use_state_after: undefined }, exchange)
    },
  }),
}
