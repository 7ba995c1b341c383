import type { Fault } from '../../fault.js'

export const offlineTakenForOnline: Fault = {
  name: 'offline-taken-for-online',
  breaks: ['SYN-07d'],
  summary: 'Anyone who opens a stream is set online, whatever set_presence says.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return request.set_presence === 'offline' ? { ...request, set_presence: undefined } : request
    },
  }),
}
