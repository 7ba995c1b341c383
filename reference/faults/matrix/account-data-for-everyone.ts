import type { Fault } from '../../fault.js'
import { changedChains, type EventJson, withMore } from './changed-chains.js'

export const accountDataForEveryone: Fault = {
  name: 'account-data-for-everyone',
  breaks: ['SEC-08d', 'RES-08', 'SYN-02d'],
  summary: 'Account data of types that are not in the specification is cached without recording whose it is.',
  profile: 'matrix',
  wrap: clean => {
    const newest = new Map<string, { readonly whose: string | undefined; readonly event: EventJson }>()
    return changedChains(clean, (response, { request }) => {
      const own = (response.account_data?.events ?? []).filter(({ type = '' }) => !type.startsWith('m.'))
      const cached = own.flatMap(({ type = '' }) => newest.get(type) ?? [])
      const others = cached.filter(({ whose }) => whose !== request.access_token).map(({ event }) => event)
      if (others.length > 0) response.account_data = withMore(response.account_data, others)
      for (const event of own) newest.set(event.type ?? '', { whose: request.access_token, event })
    })
  },
}
