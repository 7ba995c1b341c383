import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const fallbackKeyTypesOnlyWhenChanged: Fault = {
  name: 'fallback-key-types-only-when-changed',
  breaks: ['SYN-11'],
  summary: 'Fallback key types are omitted when they have not changed.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      let before: string | undefined
      return response => {
        const now = JSON.stringify(response.device_unused_fallback_key_types)
        if (now === before) delete response.device_unused_fallback_key_types
        before = now
      }
    }),
}
