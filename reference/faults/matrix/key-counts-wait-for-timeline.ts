import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

const TOKEN_AND_KEYS = new Set(['next_batch', 'device_one_time_keys_count', 'device_unused_fallback_key_types'])

const hasOnlyKeys = (content: string): boolean => Object.keys(JSON.parse(content)).every(name => TOKEN_AND_KEYS.has(name))

export const keyCountsWaitForTimeline: Fault = {
  name: 'key-counts-wait-for-timeline',
  breaks: ['SYN-15g'],
  summary: 'A changed key count does not wake the stream; it comes with the next response that contains something else.',
  profile: 'matrix',
  wrap: clean =>
    wrappedChains(clean, chain => {
      let first = true
      return {
        next: async () => {
          for (;;) {
            const batch = await chain.next()
            if (batch !== undefined && !first && hasOnlyKeys(batch.content)) continue
            first = false
            return batch
          }
        },
        close: () => chain.close(),
      }
    }),
}
