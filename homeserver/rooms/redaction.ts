/** What is left of an event when it is redacted ("Redactions", room version 11). */

import { isObject, type JsonObject, own } from '../json.js'
import type { Room } from '../store.js'
import type { RoomEvent } from './event.js'

/** Fields of `content` that are kept, by type; `all` keeps everything. */
const KEPT: Record<string, readonly string[] | 'all'> = {
  'm.room.create': 'all',
  'm.room.member': ['membership', 'join_authorised_via_users_server'],
  'm.room.join_rules': ['join_rule', 'allow'],
  'm.room.power_levels': ['ban', 'events', 'events_default', 'invite', 'kick', 'redact', 'state_default', 'users', 'users_default'],
  'm.room.history_visibility': ['history_visibility'],
  'm.room.redaction': ['redacts'],
}

export function redact(room: Room, target: RoomEvent, redaction: RoomEvent): void {
  // The first redaction is the one that is shown; another has nothing left to remove.
  if (target.redacted_by !== undefined) return
  target.content = redactedContent(room, target)
  target.redacted_by = redaction.event_id
}

function redactedContent(room: Room, { type, content }: RoomEvent): JsonObject {
  const kept = Object.hasOwn(KEPT, type) ? KEPT[type] : undefined
  const old = Number(room.version) < 11
  if (kept === 'all') return old ? pick(content, ['creator']) : content
  // `invite` in power levels, and `redacts`, are kept only since version 11.
  const names = (kept ?? []).filter(name => !(old && (name === 'invite' || name === 'redacts')))
  const left = pick(content, names)
  const invite = content.third_party_invite
  if (type === 'm.room.member' && !old && isObject(invite) && own(invite, 'signed') !== undefined) {
    left.third_party_invite = { signed: invite.signed }
  }
  return left
}

function pick(content: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter(name => Object.hasOwn(content, name)).map(name => [name, content[name]]))
}
