/** Access tokens and their devices: one token per device. */

import { createHash, randomBytes, randomInt } from 'node:crypto'
import { advance, type Core } from './core.js'
import { badJson, missingToken, overLimit, unknownToken } from './errors.js'
import { deviceKeysChanged } from './keys.js'
import { createDevice, type Session, type User } from './store.js'
import { wakeUser } from './waiters.js'

/** @throws {MatrixError} 401 */
export function sessionOf(core: Core, access_token: string | undefined): Session {
  if (access_token === undefined || access_token === '') throw missingToken()
  const session = core.store.sessions.get(digest(access_token))
  if (session === undefined) throw unknownToken()
  return session
}

/** Whether the session's access token is still valid. */
export function isAlive(core: Core, session: Session): boolean {
  return core.store.sessions.get(session.token_digest) === session
}

export interface LoggedIn {
  readonly access_token: string
  readonly device_id: string
}

/** Creates an access token for the named device, or for a new one, and revokes the device's previous token. */
export function openSession(core: Core, user: User, device_id = newDeviceId(), display_name?: string): LoggedIn {
  if (device_id === '' || Buffer.byteLength(device_id) > 255 || device_id.includes('\0'))
    throw badJson('"device_id" is not one a device can have')
  const known = user.devices.get(device_id)
  if (known === undefined && user.devices.size >= core.settings.limits.devices_per_user) throw overLimit('there are too many devices')
  const access_token = `ssespec_${randomBytes(24).toString('base64url')}`
  const token_digest = digest(access_token)
  if (known === undefined) user.devices.set(device_id, createDevice(device_id, display_name, advance(core)))
  else endSession(core, user, device_id)
  core.store.sessions.set(token_digest, { user_id: user.user_id, device_id, token_digest })
  const device = user.devices.get(device_id)
  if (device !== undefined) device.token_digest = token_digest
  core.onChange()
  return { access_token, device_id }
}

/** Revokes the device's token and notifies everyone who waits with it. */
function endSession(core: Core, user: User, device_id: string): void {
  const device = user.devices.get(device_id)
  if (device?.token_digest === undefined) return
  core.store.sessions.delete(device.token_digest)
  device.token_digest = undefined
  wakeUser(core.waiters, user.user_id, device_id)
}

/** Deletes the device with its token, its keys and its messages. */
export function deleteDevice(core: Core, user: User, device_id: string): void {
  const device = user.devices.get(device_id)
  if (device === undefined) return
  endSession(core, user, device_id)
  user.devices.delete(device_id)
  core.onChange()
  if (device.keys !== undefined) deviceKeysChanged(core, user.user_id)
}

function digest(access_token: string): string {
  return createHash('sha256').update(access_token).digest('base64url')
}

function newDeviceId(): string {
  return Array.from({ length: 10 }, () => String.fromCharCode(65 + randomInt(26))).join('')
}
