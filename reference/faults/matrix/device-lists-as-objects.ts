import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const deviceListsAsObjects: Fault = {
  name: 'device-lists-as-objects',
  breaks: ['SYN-01i', 'SYN-01', 'SYN-02o'],
  summary: 'Device lists contain objects instead of user ids.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      const { changed } = response.device_lists ?? {}
      if (response.device_lists !== undefined && changed !== undefined)
        response.device_lists.changed = changed.map(user_id => ({ user_id }))
    }),
}
