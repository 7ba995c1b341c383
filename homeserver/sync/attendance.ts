/** From when until when a room is shown to a user. */

import type { Span } from '../rooms/timeline.js'
import type { Room, User } from '../store.js'

export interface Attendance extends Span {
  /** The room is new to the client, or new since the user rejoined, so the full state is needed. */
  readonly fresh: boolean
  /** There are events before the range that the client may not have. */
  readonly gap: boolean
  /** The last position whose state the user may see; undefined if the user was not in the room during the range. */
  readonly state_until: number | undefined
}

/** For a room that the user is in. The timeline of a newly joined room starts with the join, so that all tokens give the same events. */
export function attendanceOfMember(room: Room, user: User, since: number | undefined): Attendance {
  const until = Number.POSITIVE_INFINITY
  if (since === undefined) return { after: 0, until, fresh: true, gap: false, state_until: until }
  const joined = user.memberships.get(room.room_id)?.at(-1)?.position ?? 0
  if (joined <= since) return { after: since, until, fresh: false, gap: false, state_until: until }
  return { after: start(room, joined), until, fresh: true, gap: start(room, joined) > 0, state_until: until }
}

/** For a room that the user left or was removed from: up to then. */
export function attendanceOfFormer(room: Room, user: User, since: number | undefined): Attendance {
  const history = user.memberships.get(room.room_id) ?? []
  const until = history.at(-1)?.position ?? 0
  const at = history.findLastIndex(({ membership }) => membership === 'join')
  const [joined, left] = [history[at]?.position ?? 0, history[at + 1]?.position ?? 0]
  if (at < 0 || left <= (since ?? 0)) return { after: since ?? 0, until, fresh: false, gap: false, state_until: undefined }
  if (since === undefined) return { after: 0, until, fresh: true, gap: false, state_until: left }
  if (joined <= since) return { after: since, until, fresh: false, gap: false, state_until: left }
  return { after: start(room, joined), until, fresh: true, gap: start(room, joined) > 0, state_until: left }
}

/** The creator of a room sees it from its first event. */
function start(room: Room, joined: number): number {
  return room.events[1]?.position === joined ? 0 : joined - 1
}
