/** "Room aliases" and "Published room directory". */

import { defined } from '../../schemas/index.js'
import { member, open, queryInteger, type Route, type UserCall, user } from '../call.js'
import type { Core } from '../core.js'
import { forbidden, notFound } from '../errors.js'
import { isObject, type JsonObject, optionalInteger, optionalText, textIn } from '../json.js'
import { addAlias, aliasesOf, removeAlias } from '../rooms/aliases.js'
import { powerLevels, stateText } from '../rooms/state.js'
import { viewpointOf } from '../rooms/visibility.js'
import type { Room } from '../store.js'

const MAX_LISTED = 500

/** A page of the directory; `since` is where the last one ended. */
function publicRooms(core: Core, limit: number, since: number, term: string): object {
  const found = [...core.store.rooms.values()].filter(room => room.published).map(shown)
  const wanted = found.filter(room =>
    [room.name, room.topic, room.canonical_alias].some(text =>
      String(text ?? '')
        .toLowerCase()
        .includes(term),
    ),
  )
  wanted.sort((a, b) => Number(b.num_joined_members) - Number(a.num_joined_members))
  const next = since + limit
  return {
    chunk: wanted.slice(since, next),
    total_room_count_estimate: wanted.length,
    ...(next < wanted.length && { next_batch: String(next) }),
  }
}

function shown(room: Room): JsonObject {
  const text = (type: string, name: string) => stateText(room, type, name)
  const optional = {
    name: text('m.room.name', 'name'),
    topic: text('m.room.topic', 'topic'),
    canonical_alias: text('m.room.canonical_alias', 'alias'),
  }
  return {
    room_id: room.room_id,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    num_joined_members: room.joined.size,
    world_readable: text('m.room.history_visibility', 'history_visibility') === 'world_readable',
    guest_can_join: text('m.room.guest_access', 'guest_access') === 'can_join',
    join_rule: text('m.room.join_rules', 'join_rule') ?? 'invite',
  }
}

function bounded(limit: number | undefined): number {
  return Math.max(1, Math.min(limit ?? MAX_LISTED, MAX_LISTED))
}

function pageOf(since: string | null | undefined): number {
  return /^[0-9]{1,9}$/.test(since ?? '') ? Number(since) : 0
}

function publish({ core, session, body, params }: UserCall<'roomId'>): object {
  const room = core.store.rooms.get(params.roomId)
  if (room === undefined) throw notFound('there is no such room')
  const levels = powerLevels(room)
  if (levels.of(session.user_id) < levels.toSend('m.room.canonical_alias', true)) throw forbidden('you may not publish the room')
  room.published = (optionalText(body, 'visibility') ?? 'public') === 'public'
  core.onChange()
  return {}
}

export const directoryRoutes: readonly Route[] = [
  open('GET', '/v3/directory/room/{roomAlias}', ({ core, params }) => {
    const found = core.store.aliases.get(params.roomAlias)
    if (found === undefined) throw notFound('there is no such room alias')
    return { room_id: found.room_id, servers: [core.settings.server_name] }
  }),
  member('PUT', '/v3/directory/room/{roomAlias}', ({ core, session, body, params }) => {
    addAlias(core, session, params.roomAlias, textIn(body, 'room_id'))
    return {}
  }),
  member('DELETE', '/v3/directory/room/{roomAlias}', ({ core, session, params }) => {
    removeAlias(core, session, params.roomAlias)
    return {}
  }),
  user('GET', '/v3/rooms/{roomId}/aliases', ({ core, user: account, params }) => {
    const { room } = viewpointOf(core, account, params.roomId)
    return { aliases: aliasesOf(core, room) }
  }),
  open('GET', '/v3/directory/list/room/{roomId}', ({ core, params }) => {
    const room = core.store.rooms.get(params.roomId)
    if (room === undefined) throw notFound('there is no such room')
    return { visibility: room.published ? 'public' : 'private' }
  }),
  member('PUT', '/v3/directory/list/room/{roomId}', publish),
  open('GET', '/v3/publicRooms', ({ core, query }) =>
    publicRooms(core, bounded(queryInteger(query, 'limit')), pageOf(query.get('since')), ''),
  ),
  user('POST', '/v3/publicRooms', ({ core, body }) => {
    const term = isObject(body.filter) ? (optionalText(body.filter, 'generic_search_term') ?? '') : ''
    return publicRooms(core, bounded(optionalInteger(body, 'limit')), pageOf(optionalText(body, 'since')), term.toLowerCase())
  }),
  user('POST', '/v3/user_directory/search', ({ core, body }) => {
    const term = textIn(body, 'search_term').toLowerCase()
    const limit = bounded(optionalInteger(body, 'limit') ?? 10)
    const found = [...core.store.users.values()].filter(each => `${each.user_id} ${each.displayname ?? ''}`.toLowerCase().includes(term))
    const results = found.slice(0, limit).map(({ user_id, displayname, avatar_url }) => ({
      user_id,
      ...defined({ display_name: displayname, avatar_url }),
    }))
    return { results, limited: found.length > limit }
  }),
]
