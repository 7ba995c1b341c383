import type { Fault } from '../../fault.js'
import { changedChains, type Opened } from './changed-chains.js'

export const toDeviceToOneStream: Fault = {
  name: 'to-device-to-one-stream',
  breaks: ['RES-12b', 'SYN-16'],
  summary: 'When a device has two streams, the one that reads first takes a to-device message off the queue.',
  profile: 'matrix',
  wrap: clean => {
    const takers = new Map<string, Opened>()
    return changedChains(clean, ({ to_device }, opened) => {
      if (to_device?.events === undefined) return
      to_device.events = to_device.events.filter(event => {
        const message = `${opened.request.access_token} ${JSON.stringify(event)}`
        const taker = takers.get(message)
        if (taker === undefined || taker.closed) takers.set(message, opened)
        return takers.get(message) === opened
      })
    })
  },
}
