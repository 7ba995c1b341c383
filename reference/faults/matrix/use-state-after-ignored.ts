import type { Fault } from '../../fault.js'

export const useStateAfterIgnored: Fault = {
  name: 'use-state-after-ignored',
  breaks: ['SYN-08', 'SYN-08c', 'SYN-21c'],
  summary: 'use_state_after is ignored.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return { ...request, use_state_after: undefined }
    },
  }),
}
