/** One entry of `rooms.join`. */

import type { JsonObject } from '../json.js'
import type { Room } from '../store.js'
import { unreadIn } from '../unread.js'
import { roomAccountData } from './account-data.js'
import { attendanceOfMember } from './attendance.js'
import { ephemeralOf } from './ephemeral.js'
import type { Look } from './look.js'
import { roomState } from './room-state.js'
import { summaryOf } from './summary.js'
import { timelineContent, timelineOf } from './timeline.js'

/** Undefined if there is nothing to report about the room. */
export function joinedRoom(look: Look, room: Room, changedAccountData: readonly JsonObject[]): JsonObject | undefined {
  const { user, since, ask } = look
  const whole = since === undefined || ask.full_state
  if (!whole && room.changed <= since && changedAccountData.length === 0) return undefined
  const attendance = attendanceOfMember(room, user, since)
  const { fresh } = attendance
  const summary = summaryOf(room, user, fresh || ask.full_state ? undefined : since)
  const timeline = timelineOf(look, room, attendance)
  const filter = ask.filter.room_account_data
  const accountData = (fresh ? roomAccountData(user, room.room_id) : changedAccountData).filter(
    event => filter.admitsRoom(room.room_id) && filter.admits({ type: String(event.type) }),
  )
  const said: JsonObject = {
    ...roomState(look, room, attendance, timeline, summary?.heroes ?? []),
    ...listed('ephemeral', ephemeralOf(look, room, fresh)),
    ...listed('account_data', accountData),
  }
  const nothing = Object.keys(said).length === 0 && timeline.events.length === 0 && !timeline.limited
  if (nothing && !fresh && !ask.full_state) return undefined
  return {
    ...(summary !== undefined && { summary: summary.content }),
    ...said,
    timeline: timelineContent(look, room, timeline),
    unread_notifications: unreadIn(user, room),
  }
}

function listed(name: string, events: readonly JsonObject[]): JsonObject {
  return events.length === 0 ? {} : { [name]: { events } }
}
