/** All data of the homeserver, as plain objects, so that a snapshot of it is the whole state. */

import { randomBytes } from 'node:crypto'
import { type Changes, createChanges } from './changes.js'
import type { JsonObject } from './json.js'
import type { RoomEvent } from './rooms/event.js'

export type Membership = 'invite' | 'join' | 'knock' | 'leave' | 'ban'

export interface Store {
  readonly server_name: string
  /** Random per store, so that another store's tokens are recognized as unknown. */
  readonly epoch: string
  /** The position of the newest change of any kind. */
  position: number
  event_count: number
  readonly users: Map<string, User>
  /** By the digest of the access token; the token itself is not stored. */
  readonly sessions: Map<string, Session>
  readonly rooms: Map<string, Room>
  /** Room ids by alias. */
  readonly aliases: Map<string, { readonly room_id: string; readonly creator: string }>
  /** Users by their latest presence change. */
  readonly presence: Changes
  /** Users by the latest change of their device keys. */
  readonly device_keys: Changes
}

/** What an access token represents. */
export interface Session {
  readonly user_id: string
  readonly device_id: string
  readonly token_digest: string
}

export interface User {
  readonly user_id: string
  readonly guest: boolean
  /** `salt:hash` by scrypt, in base64; undefined for guests. */
  password: string | undefined
  displayname: string | undefined
  avatar_url: string | undefined
  readonly devices: Map<string, Device>
  /** By room: every change of membership, oldest first. */
  readonly memberships: Map<string, Transition[]>
  readonly joined: Set<string>
  readonly forgotten: Set<string>
  /** Rooms by the latest change of this user's membership. */
  readonly membership_changes: Changes
  /** By `type`, or for room account data by `room_id NUL type`. */
  readonly account_data: Map<string, JsonObject>
  readonly account_data_changes: Changes
  account_data_bytes: number
  readonly ignored: Set<string>
  readonly filters: Map<string, JsonObject>
  presence: Presence
  readonly unread: Map<string, Unread>
  cross_signing: { readonly [usage: string]: JsonObject }
}

export interface Transition {
  readonly position: number
  readonly membership: Membership
}

export interface Presence {
  readonly presence: 'online' | 'offline' | 'unavailable'
  readonly status_msg: string | undefined
  readonly last_active_ts: number
}

/** Counted up to `counted`, from the last read event on. */
export interface Unread {
  counted: number
  notification_count: number
  highlight_count: number
}

export interface Device {
  readonly device_id: string
  /** Undefined after logout. */
  token_digest: string | undefined
  display_name: string | undefined
  last_seen_ts: number
  last_seen_ip: string | undefined
  /** Unacknowledged messages, oldest first. */
  to_device: ToDevice[]
  to_device_bytes: number
  /** Responses by transaction id, oldest first. */
  readonly transactions: Map<string, JsonObject>
  keys: JsonObject | undefined
  readonly one_time_keys: Map<string, Map<string, unknown>>
  readonly fallback_keys: Map<string, { key_id: string; key: unknown; used: boolean }>
  /** When the counts of the keys above last changed. */
  key_counts_changed: number
}

export interface ToDevice {
  readonly position: number
  readonly type: string
  readonly sender: string
  readonly content: JsonObject
  readonly bytes: number
}

export interface Room {
  readonly room_id: string
  readonly version: string
  readonly creator: string
  /** Sorted by position. */
  readonly events: RoomEvent[]
  readonly by_id: Map<string, RoomEvent>
  readonly state_events: RoomEvent[]
  /** By `type NUL state_key`: all its events, oldest first; the last is the current one. */
  readonly state: Map<string, RoomEvent[]>
  readonly joined: Set<string>
  readonly invited: Set<string>
  /** The position of the newest item in it that every joined user may see. */
  changed: number
  readonly typing: Set<string>
  typing_changed: number
  readonly receipts: Map<string, Receipt>
  readonly receipt_changes: Changes
  published: boolean
}

export interface Receipt {
  readonly user_id: string
  readonly type: string
  readonly thread_id: string | undefined
  readonly event_id: string
  readonly ts: number
}

export function createStore(server_name: string): Store {
  return {
    server_name,
    epoch: randomBytes(4).toString('hex'),
    position: 0,
    event_count: 0,
    users: new Map(),
    sessions: new Map(),
    rooms: new Map(),
    aliases: new Map(),
    presence: createChanges(),
    device_keys: createChanges(),
  }
}

export function createUser(user_id: string, guest: boolean, password: string | undefined): User {
  return {
    user_id,
    guest,
    password,
    displayname: user_id.slice(1, user_id.indexOf(':')),
    avatar_url: undefined,
    devices: new Map(),
    memberships: new Map(),
    joined: new Set(),
    forgotten: new Set(),
    membership_changes: createChanges(),
    account_data: new Map(),
    account_data_changes: createChanges(),
    account_data_bytes: 0,
    ignored: new Set(),
    filters: new Map(),
    presence: { presence: 'offline', status_msg: undefined, last_active_ts: 0 },
    unread: new Map(),
    cross_signing: {},
  }
}

export function createDevice(device_id: string, display_name: string | undefined, position: number): Device {
  return {
    device_id,
    token_digest: undefined,
    display_name,
    last_seen_ts: Date.now(),
    last_seen_ip: undefined,
    to_device: [],
    to_device_bytes: 0,
    transactions: new Map(),
    keys: undefined,
    one_time_keys: new Map(),
    fallback_keys: new Map(),
    key_counts_changed: position,
  }
}
