/** The running homeserver: its data, and who waits for changes. */

import type { Settings } from './options.js'
import type { Syncing } from './presence.js'
import type { Store, User } from './store.js'
import type { Waiters } from './waiters.js'

export interface Core {
  readonly settings: Settings
  readonly store: Store
  readonly waiters: Waiters
  /** Users with a `/sync` or a stream in progress. */
  readonly syncing: Map<string, Syncing>
  /** End times of typing, by `room_id NUL user_id`. */
  readonly typing: Map<string, NodeJS.Timeout>
  /** Interactive authentications in progress: when each began, by session id. */
  readonly interactive: Map<string, number>
  /** Failed logins and opened streams, by user, oldest first. */
  readonly attempts: Map<string, number[]>
  /** Called on every change. */
  readonly onChange: () => void
  stopped: boolean
}

/** Takes the next position of the stream for a change. */
export function advance(core: Core): number {
  core.store.position += 1
  core.onChange()
  return core.store.position
}

/** A user that must exist, for example because they have a session. */
export function userOf(core: Core, user_id: string): User {
  const user = core.store.users.get(user_id)
  if (user === undefined) throw new Error(`there is no user ${user_id}`)
  return user
}
