import type { Fault } from '../../fault.js'
import { changedChains, type JoinedRoomJson } from './changed-chains.js'

const creatorOf = ({ timeline, state }: JoinedRoomJson): string | undefined =>
  [...(state?.events ?? []), ...(timeline?.events ?? [])].find(({ type }) => type === 'm.room.create')?.sender

const localpart = (user_id: string): string => user_id.replace(/:.*$/, '')

export const usersByPrefix: Fault = {
  name: 'users-by-prefix',
  breaks: ['SEC-08', 'SEC-08b', 'RES-08'],
  summary: 'Rooms are looked up by user id prefix, so `@ann` also gets the rooms of `@anna`.',
  profile: 'matrix',
  wrap: clean => {
    const users = new Map<string, string>()
    const latest = new Map<string, Map<string, JoinedRoomJson>>()
    return changedChains(clean, ({ rooms }, { request }) => {
      const join = rooms?.join
      if (join === undefined) return
      const { access_token = '' } = request
      const own = Object.entries(join)
      const found = own.map(([, room]) => creatorOf(room)).find(creator => creator !== undefined)
      const user = users.get(access_token) ?? found
      if (user === undefined) return
      users.set(access_token, user)
      for (const [other, theirs] of latest) {
        if (other === user || !localpart(other).startsWith(localpart(user))) continue
        for (const [id, room] of theirs) join[id] ??= room
        theirs.clear()
      }
      latest.set(user, new Map([...(latest.get(user) ?? []), ...own]))
    })
  },
}
