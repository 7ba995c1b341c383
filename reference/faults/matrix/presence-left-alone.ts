import type { Fault } from '../../fault.js'

export const presenceLeftAlone: Fault = {
  name: 'presence-left-alone',
  breaks: ['SYN-07', 'SYN-07b', 'SYN-21b'],
  summary: 'A stream is no /sync call, and leaves the presence of its user alone.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return request.set_presence === 'unavailable' ? request : { ...request, set_presence: 'offline' }
    },
  }),
}
