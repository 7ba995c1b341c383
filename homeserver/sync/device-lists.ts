/** Users whose device keys a client must query again ("Tracking the device list for a user"). Only in incremental syncs. */

import { changedSince } from '../changes.js'
import type { JsonObject } from '../json.js'
import { type Look, shareRoom } from './look.js'
import { newlyShared } from './newly-shared.js'

export function deviceLists(look: Look): JsonObject {
  const { core, user, since } = look
  if (since === undefined) return {}
  const changed = new Set<string>()
  for (const user_id of changedSince(core.store.device_keys, since)) {
    const other = core.store.users.get(user_id)
    if (other !== undefined && (other === user || shareRoom(core, user, other))) changed.add(user_id)
  }
  const { now, no_longer } = newlyShared(look)
  for (const other of now) changed.add(other.user_id)
  return {
    ...(changed.size > 0 && { changed: [...changed] }),
    ...(no_longer.size > 0 && { left: [...no_longer].map(({ user_id }) => user_id) }),
  }
}
