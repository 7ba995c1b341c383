import type { Fault } from '../../fault.js'
import { changedResponses, type RoomEvent } from './changed-responses.js'

export const accountDataStale: Fault = {
  name: 'account-data-stale',
  breaks: ['SYN-15c', 'SYN-02d'],
  summary: 'Account data is cached, and the cache is never invalidated.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      const kept = new Map<string, RoomEvent['content']>()
      return response => {
        for (const event of response.account_data?.events ?? []) {
          const { type = '', content } = event
          if (!kept.has(type)) kept.set(type, content)
          event.content = kept.get(type) ?? {}
        }
      }
    }),
}
