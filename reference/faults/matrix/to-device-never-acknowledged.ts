import type { Fault } from '../../fault.js'
import { changedChains, type EventJson, withMore } from './changed-chains.js'

export const toDeviceNeverAcknowledged: Fault = {
  name: 'to-device-never-acknowledged',
  breaks: ['RES-14d', 'SEC-20'],
  summary: 'A stream never discards to-device messages, so every resume sends all of them again.',
  profile: 'matrix',
  wrap: clean => {
    const sent = new Map<string, EventJson[]>()
    return changedChains(clean, (response, { request, count }) => {
      const device = request.access_token ?? ''
      const fresh = response.to_device?.events ?? []
      const before = sent.get(device) ?? []
      const texts = new Set(fresh.map(event => JSON.stringify(event)))
      const again = before.filter(event => !texts.has(JSON.stringify(event)))
      if (request.since !== undefined && count === 1 && again.length > 0) response.to_device = withMore({ events: again }, fresh)
      sent.set(device, [...again, ...fresh])
    })
  },
}
