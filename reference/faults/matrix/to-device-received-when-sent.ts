import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

export const toDeviceReceivedWhenSent: Fault = {
  name: 'to-device-received-when-sent',
  breaks: ['RES-14', 'RES-14c', 'RES-12b', 'SYN-16'],
  summary: 'The stream makes the next /sync call itself, and so acknowledges messages that its client may never have received.',
  profile: 'matrix',
  wrap: clean => {
    const sent = new Set<string>()
    return changedChains(clean, ({ to_device }, { request }) => {
      if (to_device?.events === undefined) return
      const key = (event: object) => `${request.access_token} ${JSON.stringify(event)}`
      to_device.events = to_device.events.filter(event => !sent.has(key(event)))
      for (const event of to_device.events) sent.add(key(event))
    })
  },
}
