import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const keyCountsAsText: Fault = {
  name: 'key-counts-as-text',
  breaks: ['SYN-01j', 'SYN-01', 'SYN-11b', 'SYN-15g'],
  summary: 'Key counts are sent as strings, as they come from the database.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      const counts = Object.entries(response.device_one_time_keys_count ?? {})
      response.device_one_time_keys_count = Object.fromEntries(counts.map(([algorithm, count]) => [algorithm, String(count)]))
    }),
}
