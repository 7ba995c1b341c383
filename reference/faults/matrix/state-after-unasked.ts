import type { Fault } from '../../fault.js'

export const stateAfterUnasked: Fault = {
  name: 'state-after-unasked',
  breaks: ['SYN-08d', 'SYN-06', 'SYN-06b', 'SYN-06c', 'SYN-21c'],
  summary: 'Every stream has state_after, whether or not it was requested.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return { ...request, use_state_after: 'true' }
    },
  }),
}
