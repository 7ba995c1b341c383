import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const deviceListsInInitialSync: Fault = {
  name: 'device-lists-in-initial-sync',
  breaks: ['SYN-10', 'SYN-02o'],
  summary: 'An initial sync includes the device lists of everyone who sent an event.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, request => (response, count) => {
      if (count > 1 || request.since !== undefined) return
      const senders = joinedRooms(response).flatMap(({ timeline, state }) => [...(timeline?.events ?? []), ...(state?.events ?? [])])
      response.device_lists = { changed: [...new Set(senders.map(({ sender }) => sender))] }
    }),
}
