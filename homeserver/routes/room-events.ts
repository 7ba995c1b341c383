/** "Sending events to a room", "Redactions" and state. */

import { defined } from '../../schemas/index.js'
import { type Route, type UserCall, user } from '../call.js'
import { forbidden, invalidParam, notFound } from '../errors.js'
import { type JsonObject, optionalText } from '../json.js'
import { append, type Draft } from '../rooms/append.js'
import { clientEvent } from '../rooms/event.js'
import { join } from '../rooms/membership.js'
import { stateAt } from '../rooms/state.js'
import { viewpointOf } from '../rooms/visibility.js'
import type { Room } from '../store.js'
import { once } from '../transactions.js'

export function roomJoined({ core, params: { roomId } }: UserCall<'roomId'>): Room {
  const room = core.store.rooms.get(roomId)
  if (room === undefined) throw forbidden('you are not in the room')
  return room
}

function send(call: UserCall<'roomId' | 'eventType' | 'txnId'>): object {
  const { core, session, body, params } = call
  const { roomId, eventType: type, txnId: transaction_id } = params
  const room = roomJoined(call)
  return once(call, `send\0${roomId}\0${type}`, transaction_id, () => {
    const redacts = type === 'm.room.redaction' ? optionalText(body, 'redacts') : undefined
    const sent_by = { ...session, transaction_id }
    const draft: Draft = { type, sender: session.user_id, content: body, sent_by, ...defined({ redacts }) }
    return { event_id: append(core, room, draft).event_id }
  })
}

function redactEvent(call: UserCall<'roomId' | 'eventId' | 'txnId'>): object {
  const { core, session, body, params } = call
  const { roomId, eventId: redacts, txnId: transaction_id } = params
  const room = roomJoined(call)
  return once(call, `redact\0${roomId}\0${redacts}`, transaction_id, () => {
    const reason = optionalText(body, 'reason')
    if (!room.by_id.has(redacts)) throw notFound('there is no such event in the room')
    const content: JsonObject = { redacts, ...defined({ reason }) }
    const sent_by = { ...session, transaction_id }
    return { event_id: append(core, room, { type: 'm.room.redaction', sender: session.user_id, content, redacts, sent_by }).event_id }
  })
}

function putState(call: UserCall<'roomId' | 'eventType'>, state_key: string): object {
  const { core, session, body, params } = call
  const room = roomJoined(call)
  const type = params.eventType
  if (type === 'm.room.create') throw forbidden('the room was created already')
  if (type === 'm.room.canonical_alias') checkAliases(call, room, body)
  // Joining requires more than a member event.
  const joins = type === 'm.room.member' && body.membership === 'join' && state_key === session.user_id && !room.joined.has(session.user_id)
  if (joins) return { event_id: join(core, room, session.user_id, body).event_id }
  return { event_id: append(core, room, { type, state_key, sender: session.user_id, content: body }).event_id }
}

function checkAliases({ core }: UserCall, room: Room, { alias, alt_aliases }: JsonObject): void {
  const named = [alias ?? [], alt_aliases ?? []].flat()
  for (const each of named) {
    if (typeof each !== 'string' || each === '') continue
    if (core.store.aliases.get(each)?.room_id !== room.room_id) throw invalidParam(`${each} is no alias of the room`)
  }
}

function getState({ core, user: account, session, params, query }: UserCall<'roomId' | 'eventType'>, state_key: string): object {
  const { room, until } = viewpointOf(core, account, params.roomId)
  const event = stateAt(room, until).find(each => each.type === params.eventType && each.state_key === state_key)
  if (event === undefined) throw notFound('there is no such state')
  return query.get('format') === 'event' ? clientEvent(event, { room, user: account, device_id: session.device_id }) : event.content
}

export const roomEventRoutes: readonly Route[] = [
  user('PUT', '/v3/rooms/{roomId}/send/{eventType}/{txnId}', send),
  user('PUT', '/v3/rooms/{roomId}/redact/{eventId}/{txnId}', redactEvent),
  user('GET', '/v3/rooms/{roomId}/state', ({ core, user: account, session, params }) => {
    const { room, until } = viewpointOf(core, account, params.roomId)
    return stateAt(room, until).map(event => clientEvent(event, { room, user: account, device_id: session.device_id }))
  }),
  user('GET', '/v3/rooms/{roomId}/state/{eventType}', call => getState(call, '')),
  user('GET', '/v3/rooms/{roomId}/state/{eventType}/{stateKey}', call => getState(call, call.params.stateKey)),
  user('PUT', '/v3/rooms/{roomId}/state/{eventType}', call => putState(call, '')),
  user('PUT', '/v3/rooms/{roomId}/state/{eventType}/{stateKey}', call => putState(call, call.params.stateKey)),
]
