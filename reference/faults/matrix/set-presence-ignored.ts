import type { Fault } from '../../fault.js'

export const setPresenceIgnored: Fault = {
  name: 'set-presence-ignored',
  breaks: ['SYN-07c'],
  summary: 'Only set_presence=offline is recognised; any other value is treated as online.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return request.set_presence === 'unavailable' ? { ...request, set_presence: undefined } : request
    },
  }),
}
