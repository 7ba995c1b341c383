import type { Fault } from '../../fault.js'
import { changedChains, type EventJson, withMore } from './changed-chains.js'

export const toDeviceForEveryone: Fault = {
  name: 'to-device-for-everyone',
  breaks: ['SEC-08c', 'SYN-02i'],
  summary:
    'The newest to-device message of each type is cached without its recipient, and anyone who gets a message of that type gets it too.',
  profile: 'matrix',
  wrap: clean => {
    const newest = new Map<string, { readonly whose: string | undefined; readonly event: EventJson }>()
    return changedChains(clean, (response, { request }) => {
      const own = response.to_device?.events ?? []
      const cached = own.flatMap(({ type = '' }) => newest.get(type) ?? [])
      const others = cached.filter(({ whose }) => whose !== request.access_token).map(({ event }) => event)
      if (others.length > 0) response.to_device = withMore(response.to_device, others)
      for (const event of own) newest.set(event.type ?? '', { whose: request.access_token, event })
    })
  },
}
