import type { Fault } from '../../fault.js'
import { changedChains, type Opened } from './changed-chains.js'

export const streamsOfADeviceShareEvents: Fault = {
  name: 'streams-of-a-device-share-events',
  breaks: [
    'RES-12',
    'RES-06b',
    'RES-09',
    'RES-09b',
    'RES-10',
    'SYN-03',
    'SYN-03b',
    'SYN-03c',
    'SYN-03d',
    'SYN-03e',
    'SYN-03i',
    'SYN-04',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'BRW-10c',
  ],
  summary: 'All streams of a device read from one queue, so each message reaches only one of them.',
  profile: 'matrix',
  wrap: clean => {
    const owners = new Map<string, Opened>()
    return changedChains(clean, ({ rooms }, opened) => {
      for (const { timeline } of Object.values(rooms?.join ?? {})) {
        if (timeline?.events === undefined || opened.count === 1) continue
        timeline.events = timeline.events.filter(event => {
          const message = `${opened.request.access_token} ${JSON.stringify(event.content)}`
          const owner = owners.get(message)
          if (owner === undefined || owner.closed) owners.set(message, opened)
          return event.type !== 'm.room.message' || owners.get(message) === opened
        })
      }
    })
  },
}
