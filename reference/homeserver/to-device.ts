/** Messages from device to device ("Send-to-Device messaging"). */

import { firstAfter } from './changes.js'
import { advance, type Core } from './core.js'
import { limitExceeded } from './errors.js'
import { checkDepth, type JsonObject, objectsIn } from './json.js'
import type { Device, Session, User } from './store.js'
import type { BatchToken } from './token.js'
import { wakeUser } from './waiters.js'

interface Addressed {
  readonly user: User
  readonly device: Device
  readonly content: JsonObject
}

/**
 * Queues `{user_id: {device_id | '*': content}}`; who does not exist is passed over.
 * @throws {MatrixError} 429 when a queue is full: the sender tries again, and nothing that was queued is lost
 */
export function sendToDevice(core: Core, sender: string, type: string, messages: JsonObject): void {
  checkDepth(messages)
  const addressed = objectsIn(messages, '"messages"').flatMap(([user_id, devices]) => addressedTo(core, user_id, devices))
  const full = addressed.some(({ device }) => device.to_device.length >= core.settings.limits.to_device_per_device)
  if (full) throw limitExceeded(5_000, 'a device has not acknowledged too many messages')
  for (const { user, device, content } of addressed) {
    device.to_device.push({ position: advance(core), type, sender, content })
    wakeUser(core.waiters, user.user_id, device.device_id)
  }
}

function addressedTo(core: Core, user_id: string, devices: JsonObject): Addressed[] {
  const user = core.store.users.get(user_id)
  if (user === undefined) return []
  return objectsIn(devices, `"messages.${user_id}"`).flatMap(([device_id, content]) => {
    const found = device_id === '*' ? [...user.devices.values()] : [user.devices.get(device_id) ?? []].flat()
    return found.map(device => ({ user, device, content }))
  })
}

export interface ToDeviceSlice {
  readonly events: JsonObject[]
  /** The position of the last of them. */
  readonly through: number
  readonly more: boolean
}

export function toDeviceAfter(core: Core, device: Device | undefined, position: number): ToDeviceSlice {
  const queue = device?.to_device ?? []
  const first = firstAfter(queue, position)
  const slice = queue.slice(first, first + core.settings.limits.to_device_per_response)
  return {
    events: slice.map(({ type, sender, content }) => ({ type, sender, content })),
    through: slice.at(-1)?.position ?? position,
    more: first + slice.length < queue.length,
  }
}

/** The token came back from the client: what was given with it was received, and is let go of. Nothing else counts as received. */
export function acknowledge(core: Core, session: Session, { to_device }: BatchToken): void {
  const device = core.store.users.get(session.user_id)?.devices.get(session.device_id)
  const first = device === undefined ? 0 : firstAfter(device.to_device, to_device)
  if (device === undefined || first === 0) return
  device.to_device = device.to_device.slice(first)
  core.onChange()
}
