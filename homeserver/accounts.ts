/** Accounts and their passwords. */

import { randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto'
import { setAccountData } from './account-data.js'
import { attempt } from './attempts.js'
import type { Core } from './core.js'
import { forbidden, MatrixError, overLimit } from './errors.js'
import { isObject, type JsonObject, optionalText } from './json.js'
import { predefinedPushRules } from './push-rules.js'
import { deleteDevice } from './sessions.js'
import { createUser, type User } from './store.js'

/** "User Identifiers": the characters allowed in new user ids. */
const LOCALPART = /^[a-z0-9._=/+-]+$/

/** Takes only a fraction of a millisecond: tests create many accounts, and none of them needs strong protection. */
const SCRYPT = { N: 64, r: 8, p: 1 }

/** @throws {MatrixError} 400 `M_INVALID_USERNAME`, `M_USER_IN_USE`; 403 over the limit */
export function createAccount(core: Core, localpart: string, password: string): User {
  const user_id = freeUserId(core, localpart)
  return add(core, createUser(user_id, false, hash(password)))
}

export function createGuest(core: Core): User {
  return add(core, createUser(freeUserId(core, String(randomInt(2 ** 47))), true, undefined))
}

/** @throws {MatrixError} if an account with that name is not possible */
export function freeUserId(core: Core, localpart: string): string {
  const user_id = `@${localpart}:${core.settings.server_name}`
  if (!LOCALPART.test(localpart) || Buffer.byteLength(user_id) > 255) {
    throw new MatrixError(
      400,
      'M_INVALID_USERNAME',
      'a user name has only a-z, 0-9 and ._=-/+, and is not longer than 255 bytes with the server name',
    )
  }
  if (core.store.users.has(user_id)) throw new MatrixError(400, 'M_USER_IN_USE', 'the user name is taken')
  return user_id
}

function add(core: Core, user: User): User {
  if (core.store.users.size >= core.settings.limits.users) throw overLimit('the server keeps no more accounts')
  core.store.users.set(user.user_id, user)
  setAccountData(core, user, 'm.push_rules', { global: predefinedPushRules(user.user_id) })
  return user
}

export function setPassword(core: Core, user: User, password: string): void {
  user.password = hash(password)
  core.onChange()
}

function hash(password: string): string {
  const salt = randomBytes(12)
  return `${salt.toString('base64')}:${scryptSync(password, salt, 32, SCRYPT).toString('base64')}`
}

function isPassword(user: User | undefined, password: string): boolean {
  const [salt = '', known = ''] = (user?.password ?? `${randomBytes(12).toString('base64')}:`).split(':')
  const given = scryptSync(password, Buffer.from(salt, 'base64'), 32, SCRYPT)
  const expected = Buffer.from(known, 'base64')
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/**
 * The user whose password it is, from `{identifier: {type: "m.id.user", user}, password}` or the older `{user, password}`.
 * @throws {MatrixError} 403 for a wrong password, 429 after too many of them
 */
export function userByPassword(core: Core, body: JsonObject): User {
  const identifier = isObject(body.identifier) ? body.identifier : { type: 'm.id.user', user: body.user }
  if (identifier.type !== 'm.id.user') throw new MatrixError(400, 'M_UNKNOWN', 'the only identifier type is m.id.user')
  const name = optionalText(identifier, 'user') ?? ''
  const user_id = name.startsWith('@') ? name : `@${name}:${core.settings.server_name}`
  const user = core.store.users.get(user_id)
  if (isPassword(user, optionalText(body, 'password') ?? '') && user !== undefined) return user
  const most = core.settings.limits.failed_logins
  attempt(core, `login\0${user_id}`, most, most * 3_000)
  throw forbidden('the user name or the password is wrong')
}

/** Deletes all of a user's devices except one. */
export function deleteDevices(core: Core, user: User, except?: string): void {
  for (const device_id of [...user.devices.keys()]) if (device_id !== except) deleteDevice(core, user, device_id)
}
