import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

export const toDeviceOnlyWhileOpen: Fault = {
  name: 'to-device-only-while-open',
  breaks: ['RES-14b', 'RES-14c', 'SYN-16'],
  summary: 'To-device messages go only to open streams; those sent while a client is away are not kept for its stream.',
  profile: 'matrix',
  wrap: clean => {
    const handed = new Set<string>()
    const missed = new Set<string>()
    return changedChains(clean, ({ to_device }, { request, count }) => {
      if (to_device?.events === undefined) return
      to_device.events = to_device.events.filter(event => {
        const message = `${request.access_token} ${JSON.stringify(event)}`
        const kept = request.since !== undefined && count === 1 && !handed.has(message)
        if (kept) missed.add(message)
        else handed.add(message)
        return !missed.has(message)
      })
    })
  },
}
