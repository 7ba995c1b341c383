/** The only way to add an event to a room. */

import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { noteChange } from '../changes.js'
import { advance, type Core } from '../core.js'
import { forbidden, overLimit, tooLarge } from '../errors.js'
import { checkContent, type JsonObject } from '../json.js'
import type { Membership, Room } from '../store.js'
import { wakeUser, wakeUsers } from '../waiters.js'
import { authorise } from './auth-rules.js'
import { type RoomEvent, stateKey, type Transaction } from './event.js'
import { redact } from './redaction.js'
import { powerLevels, stateEvent } from './state.js'

/** An event that a user wants to send. */
export interface Draft {
  readonly type: string
  readonly sender: string
  readonly content: JsonObject
  readonly state_key?: string
  readonly redacts?: string
  readonly sent_by?: Transaction
}

/** "Size limits": no key of an event may be longer than 255 bytes. */
const MAX_KEY_BYTES = 255

/**
 * Appends the event and wakes everyone it concerns. Unchanged state is not sent again.
 * @throws {MatrixError} 403 if the sender may not, 413 if it is too large, 400 if it is not well-formed
 */
export function append(core: Core, room: Room, draft: Draft): RoomEvent {
  checkSize(core, room, draft)
  authorise(room, draft)
  const current = draft.state_key === undefined ? undefined : stateEvent(room, draft.type, draft.state_key)
  if (current !== undefined && current.sender === draft.sender && isDeepStrictEqual(current.content, draft.content)) return current
  const target = draft.type === 'm.room.redaction' ? redactable(room, draft) : undefined
  const event = eventOf(core, room, draft, current)
  keep(core, room, event)
  if (target !== undefined) redact(room, target, event)
  wakeUsers(core.waiters, room.joined)
  return event
}

function checkSize(core: Core, room: Room, draft: Draft): void {
  const { limits } = core.settings
  checkContent(draft.content)
  for (const key of [draft.type, draft.state_key ?? '', draft.sender]) {
    if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw tooLarge(`a type or state key is over ${MAX_KEY_BYTES} bytes`)
  }
  // What the server adds (ids, hashes, signatures) counts as 512 bytes.
  const { content, type, state_key, sender } = draft
  const bytes = Buffer.byteLength(JSON.stringify({ content, type, state_key, sender, room_id: room.room_id })) + 512
  if (bytes > limits.event_bytes) throw tooLarge(`the event is over ${limits.event_bytes} bytes`)
  if (core.store.event_count >= limits.events) throw overLimit('the server keeps no more events')
}

/** The event to redact; undefined if it does not exist (yet), which is harmless. */
function redactable(room: Room, { redacts, sender }: Draft): RoomEvent | undefined {
  const target = redacts === undefined ? undefined : room.by_id.get(redacts)
  if (target === undefined) return undefined
  const levels = powerLevels(room)
  if (target.sender !== sender && levels.of(sender) < levels.redact) throw forbidden('you may not redact what others sent')
  return target
}

function eventOf(core: Core, room: Room, draft: Draft, current: RoomEvent | undefined): RoomEvent {
  return {
    position: advance(core),
    event_id: `$${randomBytes(32).toString('base64url')}`,
    room_id: room.room_id,
    type: draft.type,
    sender: draft.sender,
    origin_server_ts: Date.now(),
    content: draft.content,
    state_key: draft.state_key,
    redacts: draft.redacts,
    redacted_by: undefined,
    replaces: current?.event_id,
    sent_by: draft.sent_by,
  }
}

function keep(core: Core, room: Room, event: RoomEvent): void {
  core.store.event_count += 1
  room.events.push(event)
  room.by_id.set(event.event_id, event)
  room.changed = event.position
  if (event.state_key === undefined) return
  room.state_events.push(event)
  const key = stateKey(event.type, event.state_key)
  const history = room.state.get(key)
  if (history === undefined) room.state.set(key, [event])
  else history.push(event)
  if (event.type === 'm.room.member') changeMembership(core, room, event, event.state_key)
}

function changeMembership(core: Core, room: Room, event: RoomEvent, user_id: string): void {
  const membership = event.content.membership as Membership
  if (membership === 'join') room.joined.add(user_id)
  else room.joined.delete(user_id)
  if (membership === 'invite') room.invited.add(user_id)
  else room.invited.delete(user_id)
  const user = core.store.users.get(user_id)
  if (user === undefined) return
  const history = user.memberships.get(room.room_id) ?? []
  const before = history.at(-1)?.membership
  if (before !== membership) user.memberships.set(room.room_id, [...history, { position: event.position, membership }])
  if (before !== membership || membership !== 'join') noteChange(user.membership_changes, room.room_id, event.position)
  if (membership === 'join') user.joined.add(room.room_id)
  else user.joined.delete(room.room_id)
  user.forgotten.delete(room.room_id)
  if (membership !== 'join') wakeUser(core.waiters, user_id)
}
