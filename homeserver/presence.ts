/** Presence: set explicitly or by a sync in progress, and lost a few seconds after the last sync ended. */

import { defined } from '../schemas/index.js'
import { noteChange } from './changes.js'
import { advance, type Core, userOf } from './core.js'
import type { JsonObject } from './json.js'
import type { Presence, User } from './store.js'
import { wakeUser, wakeUsers } from './waiters.js'

/** A user's syncs in progress by the presence they set, and the timer after the last one. */
export interface Syncing {
  readonly online: Set<object>
  readonly unavailable: Set<object>
  offline: NodeJS.Timeout | undefined
}

export function presenceContent({ presence, displayname, avatar_url }: User): JsonObject {
  const { last_active_ts, status_msg } = presence
  return {
    presence: presence.presence,
    ...(last_active_ts > 0 && { last_active_ago: Math.max(0, Date.now() - last_active_ts) }),
    currently_active: presence.presence === 'online',
    ...defined({ status_msg, displayname, avatar_url }),
  }
}

export function setPresence(core: Core, user: User, presence: Presence['presence'], status_msg = user.presence.status_msg): void {
  const before = user.presence
  const last_active_ts = presence === 'online' ? Date.now() : before.last_active_ts
  user.presence = { presence, status_msg, last_active_ts }
  if (!core.settings.presence || (before.presence === presence && before.status_msg === status_msg)) return
  noteChange(core.store.presence, user.user_id, advance(core))
  wakeUser(core.waiters, user.user_id)
  for (const room_id of user.joined) {
    const room = core.store.rooms.get(room_id)
    if (room !== undefined) wakeUsers(core.waiters, room.joined)
  }
}

/** A sync in progress. */
export interface Attendance {
  /** Sets the presence again, as each `/sync` call does. */
  renew(): void
  /** May be called again. */
  end(): void
}

/** A sync begins; `offline` does not change the presence. */
export function beginSync(core: Core, user_id: string, set_presence: Presence['presence']): Attendance {
  if (set_presence === 'offline') return { renew: () => undefined, end: () => undefined }
  const syncing = core.syncing.get(user_id) ?? { online: new Set(), unavailable: new Set(), offline: undefined }
  core.syncing.set(user_id, syncing)
  clearTimeout(syncing.offline)
  const mark = {}
  syncing[set_presence].add(mark)
  const renew = () => {
    // An active device takes precedence over an inactive one.
    if (set_presence === 'online' || syncing.online.size === 0) setPresence(core, userOf(core, user_id), set_presence)
  }
  renew()
  return {
    renew,
    end: () => {
      if (syncing[set_presence].delete(mark)) endSync(core, user_id, syncing)
    },
  }
}

function endSync(core: Core, user_id: string, syncing: Syncing): void {
  if (syncing.online.size > 0 || core.stopped) return
  const next = syncing.unavailable.size > 0 ? 'unavailable' : 'offline'
  clearTimeout(syncing.offline)
  syncing.offline = setTimeout(() => {
    if (syncing.online.size > 0) return
    if (syncing.unavailable.size === 0) core.syncing.delete(user_id)
    const user = core.store.users.get(user_id)
    if (user !== undefined) setPresence(core, user, next)
  }, core.settings.offline_after_ms)
  syncing.offline.unref()
}
