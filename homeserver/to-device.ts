/** Messages between devices ("Send-to-Device messaging"). */

import { firstAfter } from './changes.js'
import { advance, type Core } from './core.js'
import { limitExceeded, tooLarge } from './errors.js'
import { checkDepth, type JsonObject, objectsIn } from './json.js'
import type { Device, Session, User } from './store.js'
import type { BatchToken } from './token.js'
import { wakeUser } from './waiters.js'

interface Addressed {
  readonly user: User
  readonly device: Device
  readonly content: JsonObject
  readonly bytes: number
}

/**
 * Queues `{user_id: {device_id | '*': content}}`; unknown devices are skipped.
 * @throws {MatrixError} 413 for a message larger than an event may be; 429 if a queue is full: the sender retries, and no queued message is lost
 */
export function sendToDevice(core: Core, sender: string, type: string, messages: JsonObject): void {
  checkDepth(messages)
  const addressed = objectsIn(messages, '"messages"').flatMap(([user_id, devices]) => addressedTo(core, user_id, devices))
  const { to_device_per_device, to_device_bytes_per_device } = core.settings.limits
  const full = addressed.some(({ device, bytes }) => {
    return device.to_device.length >= to_device_per_device || device.to_device_bytes + bytes > to_device_bytes_per_device
  })
  if (full) throw limitExceeded(5_000, 'a device has not acknowledged too many messages')
  for (const { user, device, content, bytes } of addressed) {
    device.to_device.push({ position: advance(core), type, sender, content, bytes })
    device.to_device_bytes += bytes
    wakeUser(core.waiters, user.user_id, device.device_id)
  }
}

function addressedTo(core: Core, user_id: string, devices: JsonObject): Addressed[] {
  const user = core.store.users.get(user_id)
  if (user === undefined) return []
  return objectsIn(devices, `"messages.${user_id}"`).flatMap(([device_id, content]) => {
    const bytes = Buffer.byteLength(JSON.stringify(content))
    if (bytes > core.settings.limits.event_bytes) throw tooLarge(`a message is over ${core.settings.limits.event_bytes} bytes`)
    const found = device_id === '*' ? [...user.devices.values()] : [user.devices.get(device_id) ?? []].flat()
    return found.map(device => ({ user, device, content, bytes }))
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

/** The client sent the token back: messages sent with it were received, and are removed. Nothing else counts as received. */
export function acknowledge(core: Core, session: Session, { to_device }: BatchToken): void {
  const device = core.store.users.get(session.user_id)?.devices.get(session.device_id)
  const first = device === undefined ? 0 : firstAfter(device.to_device, to_device)
  if (device === undefined || first === 0) return
  for (const { bytes } of device.to_device.slice(0, first)) device.to_device_bytes -= bytes
  device.to_device = device.to_device.slice(first)
  core.onChange()
}
