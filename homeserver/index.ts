/** A Matrix homeserver in memory, with Sync over SSE. */

import { type Apart, type Reference, type SyncServerOptions, startApart, startSyncServer } from '../reference/index.js'
import { createHomeserver } from './homeserver.js'
import type { HomeserverOptions } from './options.js'

/** @throws {RangeError} for an option out of range; {Error} for an unknown fault, a state file that cannot be read, or if the port is in use */
export const startHomeserver = async (options: SyncServerOptions & HomeserverOptions = {}): Promise<Reference> =>
  startSyncServer(createHomeserver(options), options)

/** The same in a process of its own. */
export const startHomeserverApart = (options: SyncServerOptions & HomeserverOptions): Promise<Apart> =>
  startApart(new URL('./apart-child', import.meta.url), options)
