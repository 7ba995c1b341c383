/** Presence in a sync: of the user, and of users who share a room. */

import { changedSince } from '../changes.js'
import type { JsonObject } from '../json.js'
import { presenceContent } from '../presence.js'
import type { User } from '../store.js'
import { type Look, shareRoom } from './look.js'
import { newlyShared } from './newly-shared.js'

export function presenceSince(look: Look): JsonObject[] {
  const { core, since, ask } = look
  if (!core.settings.presence) return []
  return [...concerned(look)]
    .filter(user => ask.filter.presence.admits({ type: 'm.presence', sender: user.user_id }))
    .filter(user => since !== undefined || user.presence.presence !== 'offline')
    .map(user => ({ type: 'm.presence', sender: user.user_id, content: presenceContent(user) }))
}

function concerned(look: Look): Set<User> {
  const { core, user, since } = look
  const { store } = core
  const found = new Set<User>()
  if (since === undefined) {
    for (const user_id of store.presence.latest.keys()) add(user_id)
    return found
  }
  for (const user_id of changedSince(store.presence, since)) add(user_id)
  for (const other of newlyShared(look).now) if (other.presence.presence !== 'offline') found.add(other)
  return found

  function add(user_id: string): void {
    const other = store.users.get(user_id)
    if (other !== undefined && (other === user || shareRoom(core, user, other))) found.add(other)
  }
}
