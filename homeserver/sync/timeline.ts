/** The timeline of one room in a sync. */

import type { JsonObject } from '../json.js'
import { type RoomEvent, syncEvent } from '../rooms/event.js'
import { walkBack } from '../rooms/timeline.js'
import { mayView } from '../rooms/visibility.js'
import type { Room } from '../store.js'
import { tokenText } from '../token.js'
import type { Attendance } from './attendance.js'
import type { Look } from './look.js'
import type { TimelineSent } from './room-state.js'

/** As in Synapse, for initial and incremental syncs; the specification gives no number. */
const DEFAULT_LIMIT = 10

export interface Timeline extends TimelineSent {
  /** Where /messages finds the events that were left out. */
  readonly prev_batch: number
}

export function timelineOf(look: Look, room: Room, attendance: Attendance): Timeline {
  const { core, ask } = look
  const filter = ask.filter.timeline
  const until = Math.min(attendance.until, core.store.position)
  if (!filter.admitsRoom(room.room_id)) return { events: [], limited: false, prev_batch: until }
  const { limits } = core.settings
  const bounds = { limit: Math.min(filter.limit ?? DEFAULT_LIMIT, limits.timeline_events), scanned: limits.events_scanned }
  const wanted = (event: RoomEvent) => shown(look, room, attendance, event) && filter.admits(event)
  const walk = walkBack(room, { after: attendance.after, until }, wanted, bounds)
  return { events: walk.events.reverse(), limited: walk.more || attendance.gap, prev_batch: walk.end }
}

function shown({ user, since }: Look, room: Room, attendance: Attendance, event: RoomEvent): boolean {
  // State counts even from an ignored user ("Ignoring Users").
  if (event.state_key === undefined && user.ignored.has(event.sender)) return false
  if (attendance.state_until === undefined) return event.type === 'm.room.member' && event.state_key === user.user_id
  const memberThroughout = attendance.until === Number.POSITIVE_INFINITY && since !== undefined
  return memberThroughout || mayView(room, user, event)
}

export function timelineContent(look: Look, room: Room, { events, limited, prev_batch }: Timeline): JsonObject {
  const { core, user, device_id, ask } = look
  const viewer = { room, user, device_id }
  const token = tokenText(core.store, { position: prev_batch, to_device: prev_batch })
  return { events: events.map(event => ask.filter.pick(syncEvent(event, viewer))), limited, prev_batch: token }
}
