import type { Fault } from '../../fault.js'

export const fullStateIgnored: Fault = {
  name: 'full-state-ignored',
  breaks: ['SYN-06', 'SYN-06b', 'SYN-06c', 'SYN-21'],
  summary: 'full_state is ignored.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return { ...request, full_state: undefined }
    },
  }),
}
