/** What happened since a batch token, for one device. `/sync` and every chain call this one function. */

import { type Core, userOf } from '../core.js'
import type { JsonObject } from '../json.js'
import { keyCounts } from '../keys.js'
import type { Session } from '../store.js'
import { toDeviceAfter } from '../to-device.js'
import { type BatchToken, tokenText } from '../token.js'
import { accountDataSince } from './account-data.js'
import { deviceLists } from './device-lists.js'
import type { Look } from './look.js'
import { presenceSince } from './presence.js'
import type { SyncAsk } from './request.js'
import { roomsSince } from './rooms.js'

export interface Delta {
  readonly next: BatchToken
  readonly response: JsonObject
  /** Whether the response contains nothing but the client's position. */
  readonly empty: boolean
}

/**
 * The same token gives the same timeline again, plus anything newer. It changes nothing, so concurrent calls are safe. A deleted device gets what a
 * device without keys and messages would.
 */
export function deltaSince(core: Core, session: Session, ask: SyncAsk): Delta {
  const { store } = core
  const { since } = ask
  const user = userOf(core, session.user_id)
  const device = user.devices.get(session.device_id)
  const look: Look = { core, user, device_id: session.device_id, since: since?.position, ask }
  const accountData = accountDataSince(look)
  const toDevice = toDeviceAfter(core, device, since?.to_device ?? 0)
  const next = { position: store.position, to_device: toDevice.more ? toDevice.through : store.position }
  const said: JsonObject = {
    ...section('rooms', roomsSince(look, accountData)),
    ...listed('presence', presenceSince(look)),
    ...listed('account_data', accountData.global),
    ...listed('to_device', toDevice.events),
    ...section('device_lists', deviceLists(look)),
  }
  const countsChanged = device !== undefined && since !== undefined && device.key_counts_changed > since.position
  const response = { next_batch: tokenText(store, next), ...said, ...keyCounts(device) }
  return { next, response, empty: Object.keys(said).length === 0 && !countsChanged }
}

function listed(name: string, events: readonly JsonObject[]): JsonObject {
  return events.length === 0 ? {} : { [name]: { events } }
}

function section(name: string, content: JsonObject): JsonObject {
  return Object.keys(content).length === 0 ? {} : { [name]: content }
}
