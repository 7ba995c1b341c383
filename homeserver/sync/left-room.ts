/** One entry of `rooms.leave`. */

import type { JsonObject } from '../json.js'
import type { Room } from '../store.js'
import { roomAccountData } from './account-data.js'
import { attendanceOfFormer } from './attendance.js'
import type { Look } from './look.js'
import { roomState } from './room-state.js'
import { timelineContent, timelineOf } from './timeline.js'

/** There is always something to report: that it was left. */
export function leftRoom(look: Look, room: Room, changedAccountData: readonly JsonObject[]): JsonObject {
  const attendance = attendanceOfFormer(room, look.user, look.since)
  const timeline = timelineOf(look, room, attendance)
  const filter = look.ask.filter.room_account_data
  const accountData = (attendance.fresh ? roomAccountData(look.user, room.room_id) : changedAccountData).filter(
    event => filter.admitsRoom(room.room_id) && filter.admits({ type: String(event.type) }),
  )
  return {
    ...roomState(look, room, attendance, timeline, []),
    timeline: timelineContent(look, room, timeline),
    ...(accountData.length > 0 && { account_data: { events: accountData } }),
  }
}
