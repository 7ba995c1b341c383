/** "Getting events for a room". */

import { queryInteger, queryText, type Route, type UserCall, user } from '../call.js'
import { badJson, invalidParam, notFound, notJson } from '../errors.js'
import { checkDepth, isObject, type JsonObject } from '../json.js'
import { clientEvent, type RoomEvent } from '../rooms/event.js'
import { memberEvent, stateAt, stateBetween } from '../rooms/state.js'
import { walkBack, walkForward } from '../rooms/timeline.js'
import { mayView, type Viewpoint, viewpointOf } from '../rooms/visibility.js'
import type { Room } from '../store.js'
import { type RoomEventFilter, roomEventFilter } from '../sync/filter.js'
import { tokenOf, tokenText } from '../token.js'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 1_000

function filterIn(query: URLSearchParams): RoomEventFilter {
  const text = queryText(query, 'filter')
  let value: unknown
  try {
    value = JSON.parse(text ?? '{}')
  } catch {
    throw notJson('the filter is not JSON')
  }
  checkDepth(value)
  if (!isObject(value)) throw badJson('the filter is not an object')
  return roomEventFilter(value)
}

function shown(call: UserCall, room: Room, events: readonly RoomEvent[]): JsonObject[] {
  return events.map(event => clientEvent(event, { room, user: call.user, device_id: call.session.device_id }))
}

/** Pages from a batch token in either direction; `end` is absent if there is no more. */
function messages(call: UserCall<'roomId'>): object {
  const { core, query, user: account } = call
  const { room, until } = viewpointOf(core, account, call.params.roomId)
  const dir = query.get('dir')
  if (dir !== 'b' && dir !== 'f') throw invalidParam('"dir" is not b or f')
  const position = (name: string) => {
    const token = queryText(query, name)
    return token === undefined ? undefined : tokenOf(core.store, token).position
  }
  const [from, to] = [position('from'), position('to')]
  const newest = Math.min(until, core.store.position)
  const filter = filterIn(query)
  const limit = Math.min(queryInteger(query, 'limit') ?? filter.limit ?? DEFAULT_LIMIT, MAX_LIMIT)
  const bounds = { limit, scanned: core.settings.limits.events_scanned }
  const wanted = (event: RoomEvent) => {
    const ignored = event.state_key === undefined && account.ignored.has(event.sender)
    return !ignored && filter.admitsRoom(room.room_id) && filter.admits(event) && mayView(room, account, event)
  }
  const walk =
    dir === 'b'
      ? walkBack(room, { after: to ?? 0, until: Math.min(from ?? newest, newest) }, wanted, bounds)
      : walkForward(room, { after: from ?? 0, until: Math.min(to ?? newest, newest) }, wanted, bounds)
  const token = (at: number) => tokenText(core.store, { position: at, to_device: at })
  return {
    chunk: shown(call, room, walk.events),
    start: token(from ?? (dir === 'b' ? newest : 0)),
    ...(walk.more && { end: token(walk.end) }),
    ...(filter.lazy_load_members && { state: shown(call, room, sendersOf(room, walk.events)) }),
  }
}

function sendersOf(room: Room, events: readonly RoomEvent[]): RoomEvent[] {
  return [...new Set(events.map(({ sender }) => sender))].flatMap(sender => memberEvent(room, sender) ?? [])
}

function visibleEvent(call: UserCall<'roomId' | 'eventId'>): { readonly viewpoint: Viewpoint; readonly event: RoomEvent } {
  const viewpoint = viewpointOf(call.core, call.user, call.params.roomId)
  const event = viewpoint.room.by_id.get(call.params.eventId)
  if (event === undefined || event.position > viewpoint.until || !mayView(viewpoint.room, call.user, event)) {
    throw notFound('there is no such event, or you may not see it')
  }
  return { viewpoint, event }
}

function context(call: UserCall<'roomId' | 'eventId'>): object {
  const { viewpoint, event } = visibleEvent(call)
  const { room, until } = viewpoint
  const { core, user: account } = call
  const half = Math.floor(Math.min(queryInteger(call.query, 'limit') ?? DEFAULT_LIMIT, MAX_LIMIT) / 2)
  const filter = filterIn(call.query)
  const wanted = (each: RoomEvent) => filter.admits(each) && mayView(room, account, each)
  const bounds = { limit: half, scanned: core.settings.limits.events_scanned }
  const before = walkBack(room, { after: 0, until: event.position - 1 }, wanted, bounds)
  const after = walkForward(room, { after: event.position, until: Math.min(until, core.store.position) }, wanted, bounds)
  const last = after.events.at(-1) ?? event
  const [start, end] = [before.end, last.position].map(at => tokenText(core.store, { position: at, to_device: at }))
  return {
    start,
    end,
    event: clientEvent(event, { room, user: account, device_id: call.session.device_id }),
    events_before: shown(call, room, before.events),
    events_after: shown(call, room, after.events),
    state: shown(call, room, stateAt(room, last.position)),
  }
}

/** The members, now or at a batch token. */
function members(call: UserCall<'roomId'>): object {
  const { core, query } = call
  const { room, until } = viewpointOf(core, call.user, call.params.roomId)
  const at = queryText(query, 'at')
  const position = at === undefined ? until : Math.min(until, tokenOf(core.store, at).position)
  const [only, not] = [query.getAll('membership'), query.getAll('not_membership')]
  const events = stateBetween(room, 0, position).filter(({ type, content }) => {
    const membership = String(content.membership)
    return type === 'm.room.member' && (only.length === 0 || only.includes(membership)) && !not.includes(membership)
  })
  return { chunk: shown(call, room, events) }
}

function joinedMembers({ core, user: account, params }: UserCall<'roomId'>): object {
  const { room } = viewpointOf(core, account, params.roomId)
  const joined = [...room.joined].map(user_id => {
    const { displayname, avatar_url } = memberEvent(room, user_id)?.content ?? {}
    return [user_id, { display_name: displayname ?? null, avatar_url: avatar_url ?? null }] as const
  })
  return { joined: Object.fromEntries(joined) }
}

export const historyRoutes: readonly Route[] = [
  user('GET', '/v3/rooms/{roomId}/messages', messages),
  user('GET', '/v3/rooms/{roomId}/event/{eventId}', call => {
    const { viewpoint, event } = visibleEvent(call)
    return clientEvent(event, { room: viewpoint.room, user: call.user, device_id: call.session.device_id })
  }),
  user('GET', '/v3/rooms/{roomId}/context/{eventId}', context),
  user('GET', '/v3/rooms/{roomId}/members', members),
  user('GET', '/v3/rooms/{roomId}/joined_members', joinedMembers),
]
