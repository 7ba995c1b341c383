import type { Fault } from '../../fault.js'
import { changedChains, type EventJson, withMore } from './changed-chains.js'

interface Sent {
  readonly message: EventJson
  readonly next_batch: string
}

export const toDeviceQueueOfTheStream: Fault = {
  name: 'to-device-queue-of-the-stream',
  breaks: ['SEC-20'],
  summary: 'Streams have their own to-device queue, so a token that comes back on /sync acknowledges nothing in it.',
  profile: 'matrix',
  wrap: clean => {
    const queues = new Map<string, Sent[]>()
    return changedChains(clean, (response, { request, count }) => {
      const device = request.access_token ?? ''
      const queue = queues.get(device) ?? []
      const fresh = response.to_device?.events ?? []
      if (request.since !== undefined && count === 1) {
        const received = queue.findLastIndex(({ next_batch }) => next_batch === request.since)
        queue.splice(0, received + 1)
        const texts = new Set(fresh.map(event => JSON.stringify(event)))
        const again = queue.map(({ message }) => message).filter(message => !texts.has(JSON.stringify(message)))
        if (again.length > 0) response.to_device = withMore({ events: again }, fresh)
      }
      const known = new Set(queue.map(({ message }) => JSON.stringify(message)))
      const more = fresh.filter(message => !known.has(JSON.stringify(message)))
      queues.set(device, [...queue, ...more.map(message => ({ message, next_batch: response.next_batch }))])
    })
  },
}
