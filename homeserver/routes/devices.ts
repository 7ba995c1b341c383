/** "Device management". */

import { defined } from '../../schemas/index.js'
import { member, type Route, type UserCall } from '../call.js'
import { badJson, notFound } from '../errors.js'
import { authenticateInteractively } from '../interactive.js'
import { type JsonObject, optionalText, optionalTexts } from '../json.js'
import { deviceKeysChanged } from '../keys.js'
import { deleteDevice } from '../sessions.js'
import type { Device } from '../store.js'

function shown({ device_id, display_name, last_seen_ip, last_seen_ts }: Device): JsonObject {
  return {
    device_id,
    ...defined({ display_name, last_seen_ip }),
    last_seen_ts,
  }
}

function deviceOf({ user, params: { deviceId } }: UserCall<'deviceId'>): Device {
  const device = user.devices.get(deviceId)
  if (device === undefined) throw notFound('you have no such device')
  return device
}

export const deviceRoutes: readonly Route[] = [
  member('GET', '/v3/devices', ({ user }) => ({ devices: [...user.devices.values()].map(shown) })),
  member('GET', '/v3/devices/{deviceId}', call => shown(deviceOf(call))),
  member('PUT', '/v3/devices/{deviceId}', call => {
    const device = deviceOf(call)
    const name = optionalText(call.body, 'display_name')
    if (name !== undefined && Buffer.byteLength(name) > 1_000) throw badJson('"display_name" is over 1,000 bytes')
    if (name === undefined || name === device.display_name) return {}
    device.display_name = name
    if (device.keys !== undefined) deviceKeysChanged(call.core, call.user.user_id)
    call.core.onChange()
    return {}
  }),
  member('DELETE', '/v3/devices/{deviceId}', ({ core, user, body, params: { deviceId } }) => {
    authenticateInteractively(core, body, 'm.login.password', user)
    deleteDevice(core, user, deviceId)
    return {}
  }),
  member('POST', '/v3/delete_devices', ({ core, user, body }) => {
    const devices = optionalTexts(body, 'devices') ?? []
    authenticateInteractively(core, body, 'm.login.password', user)
    for (const device_id of devices) deleteDevice(core, user, device_id)
    return {}
  }),
]
