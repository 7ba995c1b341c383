import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const fallbackKeysOfTheFirstEvent: Fault = {
  name: 'fallback-keys-of-the-first-event',
  breaks: ['SYN-11c', 'SYN-16'],
  summary: 'Fallback key types are looked up only when the stream opens.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      let first: string[] | undefined
      return response => {
        first ??= response.device_unused_fallback_key_types
        if (first !== undefined) response.device_unused_fallback_key_types = first
      }
    }),
}
