import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const presenceByUser: Fault = {
  name: 'presence-by-user',
  breaks: ['SYN-01g', 'SYN-01', 'SYN-02h', 'SYN-14c'],
  summary: 'Presence is an object keyed by user instead of a list of events.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      const { presence } = response
      if (presence?.events === undefined) return
      const byUser = Object.fromEntries(presence.events.map(event => [event.sender, event]))
      Object.assign(presence, { events: byUser })
    }),
}
