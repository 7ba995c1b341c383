/** The entry point: an embedded, in-memory Matrix homeserver. */

import type { Backend, Exchange, MetricRow } from '../reference/index.js'
import { noteChange } from './changes.js'
import { advance, type Core } from './core.js'
import { type HomeserverOptions, settle } from './options.js'
import { createRouter } from './router.js'
import { routes } from './routes/index.js'
import { serve } from './serve.js'
import { type Snapshots, snapshots } from './snapshot.js'
import { syncSource } from './sync/source.js'
import { wakeUser } from './waiters.js'

export type { HomeserverOptions } from './options.js'

/** The source of `/sync/sse`, and the Client-Server API except for that path: for other paths, `answer` is false and sends nothing. */
export interface Homeserver extends Backend {
  /** Serves one request. Never rejects. */
  answer(exchange: Exchange): Promise<boolean>
  /** Writes the state file now, if there is one. Rejects if it cannot be written. */
  save(): Promise<void>
  /** Ends every wait and writes the state file. May be called again. */
  stop(): Promise<void>
}

/**
 * Reads the state file, if it is configured and exists.
 * @throws {RangeError} for an option out of range; {Error} for a state file that cannot be read, saying what to do
 */
export function createHomeserver(options: HomeserverOptions = {}): Homeserver {
  const settings = settle(options)
  const kept: Snapshots = snapshots(settings)
  const core: Core = {
    settings,
    store: kept.store,
    waiters: new Map(),
    syncing: new Map(),
    typing: new Map(),
    interactive: new Map(),
    attempts: new Map(),
    onChange: kept.changed,
    stopped: false,
  }
  forgetLife(core)
  const router = createRouter(routes)
  return {
    source: syncSource(core),
    answer: exchange => serve(core, router, exchange),
    save: kept.save,
    metrics: () => rowsOf(core),
    restarted: () => forgetLife(core),
    stop: () => {
      core.stopped = true
      for (const user_id of [...core.waiters.keys()]) wakeUser(core.waiters, user_id)
      clearTimers(core)
      return kept.save()
    },
  }
}

function rowsOf({ store, waiters }: Core): MetricRow[] {
  const waiting = [...waiters.values()].reduce((sum, ofUser) => sum + ofUser.size, 0)
  return [
    ['ssespec_homeserver_users', 'gauge', 'Accounts.', store.users.size],
    ['ssespec_homeserver_access_tokens', 'gauge', 'Access tokens that hold.', store.sessions.size],
    ['ssespec_homeserver_rooms', 'gauge', 'Rooms.', store.rooms.size],
    ['ssespec_homeserver_events', 'gauge', 'Events of all rooms.', store.event_count],
    ['ssespec_homeserver_syncs_waiting', 'gauge', 'Long polls and streams that wait for something to happen.', waiting],
  ]
}

function clearTimers(core: Core): void {
  for (const timer of core.typing.values()) clearTimeout(timer)
  for (const { offline } of core.syncing.values()) clearTimeout(offline)
}

/** After a restart nobody is typing or online, and unfinished requests start again. */
function forgetLife(core: Core): void {
  clearTimers(core)
  core.typing.clear()
  core.syncing.clear()
  core.interactive.clear()
  core.attempts.clear()
  const { store } = core
  for (const room of store.rooms.values()) {
    if (room.typing.size === 0) continue
    room.typing.clear()
    room.typing_changed = advance(core)
    room.changed = room.typing_changed
  }
  for (const user of store.users.values()) {
    if (user.presence.presence === 'offline') continue
    user.presence = { ...user.presence, presence: 'offline' }
    noteChange(store.presence, user.user_id, advance(core))
  }
}
