import type { Fault } from '../../fault.js'
import { changedChains, type JoinedRoomJson } from './changed-chains.js'

const isWorldReadable = ({ state, timeline }: JoinedRoomJson): boolean =>
  [...(state?.events ?? []), ...(timeline?.events ?? [])].some(
    ({ type, content }) => type === 'm.room.history_visibility' && content?.history_visibility === 'world_readable',
  )

export const publicRoomsForEveryone: Fault = {
  name: 'public-rooms-for-everyone',
  breaks: ['SEC-08b'],
  summary: 'World-readable rooms are kept in one cache for all users, and anyone who has such a room is served from it.',
  profile: 'matrix',
  wrap: clean => {
    const cached = new Map<string, JoinedRoomJson>()
    return changedChains(clean, ({ rooms }) => {
      const join = rooms?.join
      const own = Object.entries(join ?? {}).filter(([, room]) => isWorldReadable(room))
      if (join === undefined || own.length === 0) return
      for (const [id, room] of own) cached.set(id, room)
      for (const [id, room] of cached) join[id] ??= room
    })
  },
}
