/** End-to-end encryption keys of devices, stored and returned without validation. */

import { noteChange } from './changes.js'
import { advance, type Core, userOf } from './core.js'
import { badJson, tooLarge } from './errors.js'
import { isObject, type JsonObject, objectsIn, optionalObject, own } from './json.js'
import type { Device, Session, User } from './store.js'
import { wakeUser, wakeUsers } from './waiters.js'

/** The most one-time keys per device. */
const MAX_ONE_TIME_KEYS = 2_000
const MAX_KEY_BYTES = 65_536

export function oneTimeKeyCounts(device: Device): JsonObject {
  const counts = [...device.one_time_keys].map(([algorithm, keys]) => [algorithm, keys.size])
  return { signed_curve25519: 0, ...Object.fromEntries(counts) }
}

/** Sent in every response, even if empty: a client without fallback keys then knows that it has to create one. */
export function keyCounts(device: Device | undefined): JsonObject {
  if (device === undefined) return {}
  const unused = [...device.fallback_keys].filter(([, { used }]) => !used).map(([algorithm]) => algorithm)
  return { device_one_time_keys_count: oneTimeKeyCounts(device), device_unused_fallback_key_types: unused }
}

/** @throws {MatrixError} 400, in which case nothing was stored */
export function uploadKeys(core: Core, session: Session, device: Device, body: JsonObject): void {
  const keys = optionalObject(body, 'device_keys')
  if (keys !== undefined && (keys.user_id !== session.user_id || keys.device_id !== session.device_id)) {
    throw badJson('"device_keys" are those of another device')
  }
  checkKeySize(keys)
  const oneTime = keysIn(body, 'one_time_keys')
  const fallback = keysIn(body, 'fallback_keys')
  for (const { algorithm, key_id, key } of oneTime) addOneTimeKey(device, algorithm, key_id, key)
  for (const { algorithm, key_id, key } of fallback) device.fallback_keys.set(algorithm, { key_id, key, used: false })
  if (oneTime.length + fallback.length > 0) countsChanged(core, session.user_id, device)
  if (keys === undefined) return
  device.keys = keys
  deviceKeysChanged(core, session.user_id)
}

/** @throws {MatrixError} 413 */
export function checkKeySize(key: unknown): void {
  if (Buffer.byteLength(JSON.stringify(key) ?? '') > MAX_KEY_BYTES) throw tooLarge(`a key is over ${MAX_KEY_BYTES} bytes`)
}

interface UploadedKey {
  readonly algorithm: string
  readonly key_id: string
  readonly key: unknown
}

/** `{"algorithm:key_id": key}` */
function keysIn(body: JsonObject, name: string): UploadedKey[] {
  return Object.entries(optionalObject(body, name) ?? {}).map(([id, key]) => {
    const [algorithm = '', key_id = ''] = id.split(':', 2)
    if (algorithm === '' || key_id === '' || id.length > 255) throw badJson(`"${name}" holds a key that is not named algorithm:id`)
    checkKeySize(key)
    if (typeof key !== 'string' && !isObject(key)) throw badJson(`"${name}" holds a key that is no string or object`)
    return { algorithm, key_id, key }
  })
}

function addOneTimeKey(device: Device, algorithm: string, key_id: string, key: unknown): void {
  const keys = device.one_time_keys.get(algorithm) ?? new Map<string, unknown>()
  if (keys.size >= MAX_ONE_TIME_KEYS && !keys.has(key_id)) return
  device.one_time_keys.set(algorithm, keys.set(key_id, key))
}

/** Removes and returns a one-time key, or returns the fallback key; undefined if there is neither. */
export function claimKey(core: Core, user: User, device: Device, algorithm: string): JsonObject | undefined {
  const keys = device.one_time_keys.get(algorithm)
  const [first] = keys ?? []
  const fallback = device.fallback_keys.get(algorithm)
  if (first === undefined && fallback === undefined) return undefined
  if (first !== undefined) keys?.delete(first[0])
  const changed = first !== undefined || fallback?.used === false
  if (first === undefined && fallback !== undefined) fallback.used = true
  if (changed) countsChanged(core, user.user_id, device)
  const [key_id, key] = first ?? [fallback?.key_id, fallback?.key]
  return { [`${algorithm}:${key_id}`]: key }
}

function countsChanged(core: Core, user_id: string, device: Device): void {
  device.key_counts_changed = advance(core)
  wakeUser(core.waiters, user_id, device.device_id)
}

/** Notifies everyone who shares a room that this user's devices must be queried again. */
export function deviceKeysChanged(core: Core, user_id: string): void {
  noteChange(core.store.device_keys, user_id, advance(core))
  wakeUser(core.waiters, user_id)
  for (const room_id of userOf(core, user_id).joined) {
    const room = core.store.rooms.get(room_id)
    if (room !== undefined) wakeUsers(core.waiters, room.joined)
  }
}

/** `{user_id: {device_id: keys}}` for the requested devices; no device ids request all. */
export function deviceKeys(core: Core, asked: JsonObject): JsonObject {
  const found: [string, JsonObject][] = []
  for (const [user_id, device_ids] of Object.entries(asked)) {
    if (!Array.isArray(device_ids)) throw badJson(`"device_keys.${user_id}" is not a list`)
    const user = core.store.users.get(user_id)
    if (user === undefined) continue
    const devices = [...user.devices.values()].filter(({ device_id }) => device_ids.length === 0 || device_ids.includes(device_id))
    found.push([
      user_id,
      Object.fromEntries(devices.flatMap(device => (device.keys === undefined ? [] : [namedKeys(device, device.keys)]))),
    ])
  }
  return Object.fromEntries(found)
}

function namedKeys({ device_id, display_name }: Device, keys: JsonObject): [string, JsonObject] {
  const unsigned = display_name === undefined ? {} : { unsigned: { device_display_name: display_name } }
  return [device_id, { ...keys, ...unsigned }]
}

/** `{user_id: {device_id: {"algorithm:key_id": key}}}` for `{user_id: {device_id: algorithm}}`. */
export function claimKeys(core: Core, asked: JsonObject): JsonObject {
  const claimed = objectsIn(asked, '"one_time_keys"').map(([user_id, devices]) => {
    const user = core.store.users.get(user_id)
    const keys = Object.entries(devices).flatMap(([device_id, algorithm]) => {
      const device = user?.devices.get(device_id)
      const key = user === undefined || device === undefined ? undefined : claimKey(core, user, device, String(algorithm))
      return key === undefined ? [] : [[device_id, key] as const]
    })
    return [user_id, Object.fromEntries(keys)] as const
  })
  return Object.fromEntries(claimed.filter(([, keys]) => Object.keys(keys).length > 0))
}

/** The cross-signing keys of one usage, by user. */
export function crossSigningKeys(core: Core, asked: JsonObject, usage: string): JsonObject {
  const found = Object.keys(asked).flatMap(user_id => {
    const keys = core.store.users.get(user_id)?.cross_signing
    const key = keys === undefined ? undefined : own(keys, usage)
    return key === undefined ? [] : [[user_id, key] as const]
  })
  return Object.fromEntries(found)
}
