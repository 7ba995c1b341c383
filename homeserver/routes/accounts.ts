/** "Client Authentication" and "Account management". */

import { randomInt } from 'node:crypto'
import { createAccount, createGuest, deleteDevices, freeUserId, setPassword, userByPassword } from '../accounts.js'
import { type Call, member, open, type Route, user } from '../call.js'
import type { Core } from '../core.js'
import { badJson, forbidden, MatrixError } from '../errors.js'
import { authenticateInteractively } from '../interactive.js'
import { type JsonObject, optionalFlag, optionalText, textIn } from '../json.js'
import { remove } from '../rooms/membership.js'
import { deleteDevice, openSession } from '../sessions.js'
import type { User } from '../store.js'

const MAX_PASSWORD_BYTES = 512

function register({ core, query, body }: Call): object {
  if (core.settings.registration === 'none') throw forbidden('registration is closed')
  const kind = query.get('kind') ?? 'user'
  if (kind === 'guest') return loggedIn(core, createGuest(core), body)
  if (kind !== 'user') throw badJson('"kind" is not user or guest')
  const username = optionalText(body, 'username')
  if (username !== undefined) freeUserId(core, username)
  const password = optionalText(body, 'password')
  authenticateInteractively(core, body, 'm.login.dummy')
  const account = createAccount(core, username ?? `user-${randomInt(2 ** 47)}`, checkedPassword(password))
  if (optionalFlag(body, 'inhibit_login') === true) return { user_id: account.user_id }
  return loggedIn(core, account, body)
}

function loggedIn(core: Core, account: User, body: JsonObject): object {
  const session = openSession(core, account, optionalText(body, 'device_id'), optionalText(body, 'initial_device_display_name'))
  return { user_id: account.user_id, ...session, home_server: core.settings.server_name }
}

function checkedPassword(password: string | undefined): string {
  if (password === undefined) throw new MatrixError(400, 'M_MISSING_PARAM', '"password" is missing')
  if (password === '') throw new MatrixError(400, 'M_WEAK_PASSWORD', 'the password is empty')
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) throw badJson(`the password is over ${MAX_PASSWORD_BYTES} bytes`)
  return password
}

function login({ core, body }: Call): object {
  if (textIn(body, 'type') !== 'm.login.password') throw new MatrixError(400, 'M_UNKNOWN', 'the only login type is m.login.password')
  return loggedIn(core, userByPassword(core, body), body)
}

export const accountRoutes: readonly Route[] = [
  open('GET', '/v3/register/available', ({ core, query }) => {
    freeUserId(core, query.get('username') ?? '')
    return { available: true }
  }),
  open('POST', '/v3/register', register),
  open('GET', '/v3/login', () => ({ flows: [{ type: 'm.login.password' }] })),
  open('POST', '/v3/login', login),
  user('POST', '/v3/logout', ({ core, user: account, session }) => {
    deleteDevice(core, account, session.device_id)
    return {}
  }),
  user('POST', '/v3/logout/all', ({ core, user: account }) => {
    deleteDevices(core, account)
    return {}
  }),
  user('GET', '/v3/account/whoami', ({ user: account, session }) => ({
    user_id: account.user_id,
    device_id: session.device_id,
    is_guest: account.guest,
  })),
  member('POST', '/v3/account/password', ({ core, user: account, session, body }) => {
    const password = checkedPassword(optionalText(body, 'new_password'))
    authenticateInteractively(core, body, 'm.login.password', account)
    setPassword(core, account, password)
    if (optionalFlag(body, 'logout_devices') !== false) deleteDevices(core, account, session.device_id)
    return {}
  }),
  member('POST', '/v3/account/deactivate', ({ core, user: account, body }) => {
    authenticateInteractively(core, body, 'm.login.password', account)
    for (const room_id of [...account.joined]) {
      const room = core.store.rooms.get(room_id)
      if (room !== undefined) remove(core, room, account.user_id, account.user_id, 'leave', {})
    }
    account.password = undefined
    deleteDevices(core, account)
    return { id_server_unbind_result: 'no-support' }
  }),
  user('GET', '/v3/account/3pid', () => ({ threepids: [] })),
]
