import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const keyCountsOfTheFirstEvent: Fault = {
  name: 'key-counts-of-the-first-event',
  breaks: ['SYN-11b', 'SYN-16', 'SYN-15g'],
  summary: 'Key counts are looked up only when the stream opens.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      let first: Record<string, unknown> | undefined
      return response => {
        first ??= response.device_one_time_keys_count
        if (first !== undefined) response.device_one_time_keys_count = first
      }
    }),
}
