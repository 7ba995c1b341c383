import type { Fault } from '../../fault.js'

export const presenceLeftAlone: Fault = {
  name: 'presence-left-alone',
  breaks: ['SYN-07', 'SYN-07b', 'SYN-21b'],
  summary: "The stream does not count as a /sync call, so it leaves its user's presence unchanged.",
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return request.set_presence === 'unavailable' ? request : { ...request, set_presence: 'offline' }
    },
  }),
}
