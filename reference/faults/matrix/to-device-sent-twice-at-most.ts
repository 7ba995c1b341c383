import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

export const toDeviceSentTwiceAtMost: Fault = {
  name: 'to-device-sent-twice-at-most',
  breaks: ['RES-14c', 'SYN-16'],
  summary: 'A to-device message is discarded once it has been sent twice, whatever token comes back.',
  profile: 'matrix',
  wrap: clean => {
    const times = new Map<string, number>()
    return changedChains(clean, ({ to_device }, { request }) => {
      if (to_device?.events === undefined) return
      to_device.events = to_device.events.filter(event => {
        const message = `${request.access_token} ${JSON.stringify(event)}`
        const sent = (times.get(message) ?? 0) + 1
        times.set(message, sent)
        return sent <= 2
      })
    })
  },
}
