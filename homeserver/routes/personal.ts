/** A user's own data: profile, presence, filters, account data, tags. */

import { defined } from '../../schemas/index.js'
import { accountData, setAccountData } from '../account-data.js'
import { open, type Route, type UserCall, user } from '../call.js'
import type { Core } from '../core.js'
import { badJson, forbidden, invalidParam, MatrixError, notFound, overLimit, tooLarge } from '../errors.js'
import { isObject, type JsonObject, optionalText, own } from '../json.js'
import { presenceContent, setPresence } from '../presence.js'
import { spreadProfile } from '../rooms/membership.js'
import type { User } from '../store.js'
import { syncFilter } from '../sync/filter.js'
import { shareRoom } from '../sync/look.js'

const PROFILE: Record<string, 'displayname' | 'avatar_url'> = { displayname: 'displayname', avatar_url: 'avatar_url' }
const MAX_PROFILE_BYTES = 1_000

/** The path must name the calling user. */
function ownUser({ user: account, params }: UserCall<'userId'>): User {
  if (params.userId !== account.user_id) throw forbidden('this is not yours')
  return account
}

function profile(core: Core, user_id: string): JsonObject {
  const found = core.store.users.get(user_id)
  if (found === undefined) throw notFound('there is no such user')
  const { displayname, avatar_url } = found
  return { ...defined({ displayname, avatar_url }) }
}

function putProfile(call: UserCall<'userId' | 'keyName'>): object {
  const account = ownUser(call)
  const name = Object.hasOwn(PROFILE, call.params.keyName) ? PROFILE[call.params.keyName] : undefined
  if (name === undefined) throw invalidParam('a profile has only a displayname and an avatar_url')
  const value = optionalText(call.body, name)
  if (Buffer.byteLength(value ?? '') > MAX_PROFILE_BYTES) throw tooLarge(`"${name}" is over ${MAX_PROFILE_BYTES} bytes`)
  account[name] = value === '' ? undefined : value
  call.core.onChange()
  spreadProfile(call.core, account.user_id)
  return {}
}

function putPresence(call: UserCall<'userId'>): object {
  const { presence } = call.body
  if (presence !== 'online' && presence !== 'offline' && presence !== 'unavailable') {
    throw badJson('"presence" is not one of online, offline and unavailable')
  }
  const status = optionalText(call.body, 'status_msg')
  if (Buffer.byteLength(status ?? '') > MAX_PROFILE_BYTES) throw tooLarge(`"status_msg" is over ${MAX_PROFILE_BYTES} bytes`)
  setPresence(call.core, ownUser(call), presence, own(call.body, 'status_msg') === undefined ? undefined : status)
  return {}
}

function getPresence({ core, user: account, params }: UserCall<'userId'>): object {
  const other = core.store.users.get(params.userId)
  if (other === undefined) throw notFound('there is no such user')
  if (other !== account && !shareRoom(core, account, other)) throw forbidden('you share no room with the user')
  return presenceContent(other)
}

function postFilter(call: UserCall<'userId'>): object {
  const account = ownUser(call)
  syncFilter(call.body)
  const text = JSON.stringify(call.body)
  if (text.length > 65_536) throw tooLarge('the filter is over 65,536 bytes')
  for (const [filter_id, filter] of account.filters) if (JSON.stringify(filter) === text) return { filter_id }
  if (account.filters.size >= call.core.settings.limits.filters_per_user) throw overLimit('there are too many filters')
  const filter_id = String(account.filters.size)
  account.filters.set(filter_id, call.body)
  call.core.onChange()
  return { filter_id }
}

/** These are set by other calls ("Server behaviour" of account data). */
const NOT_BY_HAND = ['m.fully_read', 'm.push_rules']

function putAccountData(call: UserCall<'userId' | 'type'>, room_id?: string): object {
  const { core, body, params } = call
  const account = ownUser(call)
  if (NOT_BY_HAND.includes(params.type)) throw new MatrixError(405, 'M_BAD_JSON', `${params.type} is set by another call`)
  if (room_id !== undefined && !core.store.rooms.has(room_id)) throw notFound('there is no such room')
  setAccountData(core, account, params.type, body, room_id)
  return {}
}

function getAccountData(call: UserCall<'userId' | 'type'>, room_id?: string): object {
  const content = accountData(ownUser(call), call.params.type, room_id)
  if (content === undefined) throw notFound('there is no such account data')
  return content
}

type TagCall = UserCall<'userId' | 'roomId' | 'tag'>

function tagsOf(call: UserCall<'userId' | 'roomId'>): JsonObject {
  const tags = accountData(ownUser(call), 'm.tag', call.params.roomId)?.tags
  return isObject(tags) ? tags : {}
}

function putTags(call: TagCall, tags: JsonObject): object {
  if (!call.core.store.rooms.has(call.params.roomId)) throw notFound('there is no such room')
  setAccountData(call.core, ownUser(call), 'm.tag', { tags }, call.params.roomId)
  return {}
}

function putTag(call: TagCall): object {
  const { order } = call.body
  if (order !== undefined && typeof order !== 'number') throw badJson('"order" is not a number')
  if (Buffer.byteLength(call.params.tag) > 255) throw tooLarge('the tag is over 255 bytes')
  return putTags(call, { ...tagsOf(call), [call.params.tag]: call.body })
}

export const personalRoutes: readonly Route[] = [
  open('GET', '/v3/profile/{userId}', ({ core, params }) => profile(core, params.userId)),
  open('GET', '/v3/profile/{userId}/{keyName}', ({ core, params }) => {
    const value = own(profile(core, params.userId), params.keyName)
    return value === undefined ? {} : { [params.keyName]: value }
  }),
  user('PUT', '/v3/profile/{userId}/{keyName}', putProfile),
  user('PUT', '/v3/presence/{userId}/status', putPresence),
  user('GET', '/v3/presence/{userId}/status', getPresence),
  user('POST', '/v3/user/{userId}/filter', postFilter),
  user('GET', '/v3/user/{userId}/filter/{filterId}', call => {
    const filter = ownUser(call).filters.get(call.params.filterId)
    if (filter === undefined) throw notFound('there is no such filter')
    return filter
  }),
  user('GET', '/v3/user/{userId}/account_data/{type}', call => getAccountData(call)),
  user('PUT', '/v3/user/{userId}/account_data/{type}', call => putAccountData(call)),
  user('GET', '/v3/user/{userId}/rooms/{roomId}/account_data/{type}', call => getAccountData(call, call.params.roomId)),
  user('PUT', '/v3/user/{userId}/rooms/{roomId}/account_data/{type}', call => putAccountData(call, call.params.roomId)),
  user('GET', '/v3/user/{userId}/rooms/{roomId}/tags', call => ({ tags: tagsOf(call) })),
  user('PUT', '/v3/user/{userId}/rooms/{roomId}/tags/{tag}', putTag),
  user('DELETE', '/v3/user/{userId}/rooms/{roomId}/tags/{tag}', call => {
    const { [call.params.tag]: _, ...tags } = tagsOf(call)
    return putTags(call, tags)
  }),
]
