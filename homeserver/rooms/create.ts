/** Creates a room: `POST /createRoom`. */

import { randomBytes } from 'node:crypto'
import { createChanges } from '../changes.js'
import type { Core } from '../core.js'
import { badJson, MatrixError, overLimit } from '../errors.js'
import { isObject, type JsonObject, optionalFlag, optionalList, optionalObject, optionalText, optionalTexts, textIn } from '../json.js'
import type { Room, Session } from '../store.js'
import { addAlias } from './aliases.js'
import { append } from './append.js'
import { invite, profileOf } from './membership.js'

export const ROOM_VERSIONS = ['9', '10', '11']
export const DEFAULT_ROOM_VERSION = '11'

interface Preset {
  readonly join_rule: string
  readonly guest_access: string
  readonly invited_have_power: boolean
}

const PRESETS: Record<string, Preset> = {
  private_chat: { join_rule: 'invite', guest_access: 'can_join', invited_have_power: false },
  trusted_private_chat: { join_rule: 'invite', guest_access: 'can_join', invited_have_power: true },
  public_chat: { join_rule: 'public', guest_access: 'forbidden', invited_have_power: false },
}

interface Initial {
  readonly type: string
  readonly state_key: string
  readonly content: JsonObject
}

/**
 * @returns the room's id
 * @throws {MatrixError} for what is wrong with the request; then there is no room
 */
export function createRoom(core: Core, session: Session, body: JsonObject): string {
  const version = optionalText(body, 'room_version') ?? DEFAULT_ROOM_VERSION
  if (!ROOM_VERSIONS.includes(version)) throw new MatrixError(400, 'M_UNSUPPORTED_ROOM_VERSION', 'the room version is not supported')
  if (core.store.rooms.size >= core.settings.limits.rooms) throw overLimit('the server keeps no more rooms')
  const room = emptyRoom(core, session, version)
  core.store.rooms.set(room.room_id, room)
  const alias = optionalText(body, 'room_alias_name')
  try {
    for (const each of initialState(core, session, body)) append(core, room, { ...each, sender: session.user_id })
    if (alias !== undefined) {
      const full = addAlias(core, session, `#${alias}:${core.settings.server_name}`, room.room_id)
      append(core, room, { type: 'm.room.canonical_alias', state_key: '', sender: session.user_id, content: { alias: full } })
    }
    const is_direct = optionalFlag(body, 'is_direct') === true
    for (const user_id of optionalTexts(body, 'invite') ?? []) invite(core, room, session.user_id, user_id, is_direct ? { is_direct } : {})
  } catch (error) {
    undo(core, room)
    throw error
  }
  room.published = optionalText(body, 'visibility') === 'public'
  return room.room_id
}

function emptyRoom(core: Core, session: Session, version: string): Room {
  return {
    room_id: `!${randomBytes(13).toString('hex')}:${core.settings.server_name}`,
    version,
    creator: session.user_id,
    events: [],
    by_id: new Map(),
    state_events: [],
    state: new Map(),
    joined: new Set(),
    invited: new Set(),
    changed: 0,
    typing: new Set(),
    typing_changed: 0,
    receipts: new Map(),
    receipt_changes: createChanges(),
    published: false,
  }
}

/** The first events, in the order of the specification. */
function initialState(core: Core, session: Session, body: JsonObject): Initial[] {
  const visibility = optionalText(body, 'visibility') ?? 'private'
  const name = optionalText(body, 'preset') ?? (visibility === 'public' ? 'public_chat' : 'private_chat')
  const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined
  if (preset === undefined) throw badJson('"preset" is not one of private_chat, trusted_private_chat and public_chat')
  const version = optionalText(body, 'room_version') ?? DEFAULT_ROOM_VERSION
  const creation = { ...optionalObject(body, 'creation_content'), room_version: version }
  const creator = Number(version) < 11 ? { creator: session.user_id } : {}
  const given = (optionalList(body, 'initial_state') ?? []).map(givenState)
  const [roomName, topic] = [optionalText(body, 'name'), optionalText(body, 'topic')]
  const state = (type: string, content: JsonObject, state_key = ''): Initial => ({ type, state_key, content })
  const isGiven = (type: string) => given.some(each => each.type === type)
  return [
    state('m.room.create', { ...creation, ...creator }),
    state('m.room.member', { membership: 'join', ...profileOf(core, session.user_id) }, session.user_id),
    state('m.room.power_levels', firstPowerLevels(session, body, preset)),
    ...(isGiven('m.room.join_rules') ? [] : [state('m.room.join_rules', { join_rule: preset.join_rule })]),
    ...(isGiven('m.room.history_visibility') ? [] : [state('m.room.history_visibility', { history_visibility: 'shared' })]),
    ...(isGiven('m.room.guest_access') ? [] : [state('m.room.guest_access', { guest_access: preset.guest_access })]),
    ...given,
    ...(roomName === undefined ? [] : [state('m.room.name', { name: roomName })]),
    ...(topic === undefined ? [] : [state('m.room.topic', { topic })]),
  ]
}

function givenState(value: unknown): Initial {
  if (!isObject(value)) throw badJson('"initial_state" holds something that is not an object')
  const content = optionalObject(value, 'content')
  if (content === undefined) throw badJson('"initial_state" holds an event without content')
  return { type: textIn(value, 'type'), state_key: optionalText(value, 'state_key') ?? '', content }
}

function firstPowerLevels(session: Session, body: JsonObject, preset: Preset): JsonObject {
  const invited = preset.invited_have_power ? (optionalTexts(body, 'invite') ?? []) : []
  return {
    users: Object.fromEntries([session.user_id, ...invited].map(user_id => [user_id, 100])),
    users_default: 0,
    events: {
      'm.room.name': 50,
      'm.room.power_levels': 100,
      'm.room.history_visibility': 100,
      'm.room.canonical_alias': 50,
      'm.room.avatar': 50,
      'm.room.tombstone': 100,
      'm.room.server_acl': 100,
      'm.room.encryption': 100,
    },
    events_default: 0,
    state_default: 50,
    ban: 50,
    kick: 50,
    redact: 50,
    invite: 0,
    ...optionalObject(body, 'power_level_content_override'),
  }
}

/** Removes a partly created room again, also for users who already know of it. */
function undo(core: Core, room: Room): void {
  core.store.rooms.delete(room.room_id)
  core.store.event_count -= room.events.length
  for (const [alias, { room_id }] of core.store.aliases) if (room_id === room.room_id) core.store.aliases.delete(alias)
  for (const event of room.state_events) {
    const user = event.type === 'm.room.member' ? core.store.users.get(event.state_key ?? '') : undefined
    user?.memberships.delete(room.room_id)
    user?.joined.delete(room.room_id)
  }
}
