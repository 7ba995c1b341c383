/** The state that belongs to a timeline: `state` up to its start, or `state_after` up to its end. */

import type { JsonObject } from '../json.js'
import { type RoomEvent, syncEvent } from '../rooms/event.js'
import { memberEvent, stateAt, stateBetween } from '../rooms/state.js'
import type { Room } from '../store.js'
import type { Attendance } from './attendance.js'
import type { Look } from './look.js'

export interface TimelineSent {
  /** Oldest first. */
  readonly events: readonly RoomEvent[]
  readonly limited: boolean
}

/**
 * `state` is empty if the timeline has no gap and continues the last one. It does not include a change that the timeline's filter hid either. Synapse
 * reads the clause that way, and any other reading would depend on the position of the tokens.
 */
export function roomState(look: Look, room: Room, attendance: Attendance, timeline: TimelineSent, heroes: readonly string[]): JsonObject {
  const { user, ask } = look
  const name = ask.use_state_after ? 'state_after' : 'state'
  const filter = ask.filter.state
  if (attendance.state_until === undefined || !filter.admitsRoom(room.room_id)) return {}
  const whole = attendance.fresh || ask.full_state
  const until = Math.min(attendance.state_until, stateEnd(look, attendance, timeline))
  let events = whole ? stateAt(room, until) : []
  if (!whole && (timeline.limited || ask.use_state_after)) events = stateBetween(room, attendance.after, until)
  if (filter.lazy_load_members) events = lazily(look, room, events, timeline, until, whole, heroes)
  const viewer = { room, user, device_id: look.device_id }
  const sent = events.filter(event => filter.admits(event)).map(event => ask.filter.pick(syncEvent(event, viewer)))
  return sent.length === 0 ? {} : { [name]: { events: sent } }
}

/** The last position whose state is requested: the end of the timeline, or the position right before it. */
function stateEnd({ ask }: Look, attendance: Attendance, { events: [first] }: TimelineSent): number {
  return ask.use_state_after || first === undefined ? attendance.until : first.position - 1
}

/** "Lazy-loading room members": the senders in the timeline, in every response, because the server does not remember what it sent to a device. */
function lazily(
  { user }: Look,
  room: Room,
  events: readonly RoomEvent[],
  timeline: TimelineSent,
  until: number,
  whole: boolean,
  heroes: readonly string[],
): RoomEvent[] {
  const wanted = new Set([...timeline.events.map(({ sender }) => sender), ...heroes])
  const kept = events.filter(({ type, state_key }) => {
    return type !== 'm.room.member' || wanted.has(state_key ?? '') || state_key === user.user_id
  })
  if (whole) return kept
  const there = new Set([...kept, ...timeline.events].map(({ event_id }) => event_id))
  const more = [...wanted].flatMap(user_id => memberEvent(room, user_id, until) ?? [])
  return [...kept, ...more.filter(({ event_id }) => !there.has(event_id))]
}
