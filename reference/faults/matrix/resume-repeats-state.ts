import type { Fault } from '../../fault.js'
import { changedChains, type EventJson, responseOf } from './changed-chains.js'

export const resumeRepeatsState: Fault = {
  name: 'resume-repeats-state',
  breaks: ['RES-15c'],
  summary: 'After a resume, every room with new events is treated as newly joined, and its state is sent again.',
  profile: 'matrix',
  wrap: clean => {
    /** The state of every room, as in an initial sync. */
    const stateNow = async (...[request, exchange]: Parameters<typeof clean.openChain>): Promise<Map<string, EventJson[]>> => {
      const opened = await clean.openChain({ ...request, since: undefined, full_state: undefined, filter: undefined }, exchange)
      if ('refusal' in opened) return new Map()
      const batch = await opened.next()
      opened.close()
      const rooms = batch === undefined ? {} : (responseOf(batch).rooms?.join ?? {})
      const inRoom = ({ state, timeline }: (typeof rooms)[string]) => [
        ...(state?.events ?? []),
        ...(timeline?.events ?? []).filter(({ state_key }) => state_key !== undefined),
      ]
      return new Map(Object.entries(rooms).map(([id, room]) => [id, inRoom(room)]))
    }
    const repeated = new WeakMap<object, Set<string>>()
    return changedChains(clean, async (response, opened) => {
      const rooms = Object.entries(response.rooms?.join ?? {})
      if (opened.request.since === undefined || rooms.length === 0) return
      const known = repeated.get(opened) ?? new Set()
      repeated.set(opened, known)
      if (rooms.every(([id]) => known.has(id))) return
      const states = await stateNow(opened.request, opened.exchange)
      for (const [id, room] of rooms) {
        if (!known.has(id)) room.state = { events: states.get(id) ?? [] }
        known.add(id)
      }
    })
  },
}
