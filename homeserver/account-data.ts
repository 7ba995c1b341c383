/** Account data: global, and per room of a user. */

import { noteChange } from './changes.js'
import { advance, type Core } from './core.js'
import { badJson, overLimit, tooLarge } from './errors.js'
import { checkDepth, isObject, type JsonObject } from './json.js'
import type { User } from './store.js'
import { wakeUser } from './waiters.js'

function keyOf(type: string, room_id: string | undefined): string {
  return room_id === undefined ? type : `${room_id}\0${type}`
}

export function accountData(user: User, type: string, room_id?: string): JsonObject | undefined {
  return user.account_data.get(keyOf(type, room_id))
}

/** @throws {MatrixError} 413, or 403 over a limit */
export function setAccountData(core: Core, user: User, type: string, content: JsonObject, room_id?: string): void {
  const { limits } = core.settings
  const key = keyOf(type, room_id)
  if (type.includes('\0') || type === '') throw badJson('the type cannot be one of account data')
  checkDepth(content)
  if (Buffer.byteLength(type) > 255) throw tooLarge('the type is over 255 bytes')
  if (!user.account_data.has(key) && user.account_data.size >= limits.account_data_per_user)
    throw overLimit('there is too much account data')
  const before = user.account_data.get(key)
  const bytes = user.account_data_bytes + bytesOf(content) - (before === undefined ? 0 : bytesOf(before))
  if (bytes > limits.account_data_bytes_per_user) throw tooLarge('there is too much account data')
  user.account_data_bytes = bytes
  user.account_data.set(key, content)
  if (key === 'm.ignored_user_list') ignore(user, content)
  noteChange(user.account_data_changes, key, advance(core))
  wakeUser(core.waiters, user.user_id)
}

function bytesOf(content: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(content))
}

function ignore(user: User, { ignored_users }: JsonObject): void {
  user.ignored.clear()
  if (isObject(ignored_users)) for (const user_id of Object.keys(ignored_users)) user.ignored.add(user_id)
}
