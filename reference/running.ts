/** A server in one process: created, then listening. */

import { cleanParts } from './clean-parts.js'
import { credentialsOf } from './credentials.js'
import { withFaults } from './fault.js'
import { serverFaults } from './faults/index.js'
import { createLife, type Life } from './life.js'
import { type Credentials, listen } from './listener.js'
import { type ReferenceOptions, type SyncServerOptions, settle } from './options.js'
import type { Server } from './parts.js'
import { pieceOf } from './piece.js'
import type { Peers } from './processes/peers.js'
import { newEpoch } from './publish.js'
import type { Backend } from './sync/backend.js'
import { ofSync } from './sync/defaults.js'
import { createDeviceLimit } from './sync/device-limit.js'
import { cleanSyncParts } from './sync/parts.js'

export interface Around {
  /** Feeds the streams of sync data. Without it, channels do. */
  readonly backend?: Backend | undefined
  /** The other processes of the same server, and the epoch that all share. */
  readonly peers?: Peers
  readonly epoch?: string
}

export interface Opened {
  readonly life: Life
  readonly credentials: Credentials | undefined
}

/** @throws {RangeError} for an option out of range, or an unknown fault */
export function createServer(options: ReferenceOptions & SyncServerOptions, { backend, peers, epoch = newEpoch() }: Around): Server {
  const [clean, defaults] = backend === undefined ? [cleanParts] : [cleanSyncParts, ofSync]
  const settings = settle(options, defaults)
  const parts = withFaults(clean, options.fault, serverFaults)
  const server: Server = {
    settings,
    parts,
    channels: new Map(),
    streams: new Set(),
    heartbeats: { add: () => undefined, remove: () => undefined },
    heartbeat: pieceOf('heartbeat', parts.heartbeat(), parts.chunkSize),
    opening: pieceOf('opening', parts.opening(), parts.chunkSize),
    counters: { events_published: 0, events_sent: 0, bytes_sent: 0, readers_dropped: 0, fault_deliveries: new Map() },
    sync: backend && { backend, limit: createDeviceLimit(settings.max_streams_a_device) },
    peers,
    stopping: false,
    epoch,
  }
  server.heartbeats = parts.heartbeats(server)
  return server
}

/** @throws {Error} if the port is in use */
export async function open(server: Server): Promise<Opened> {
  const credentials = await credentialsOf(server.settings)
  const life = createLife(server, credentials, await listen(server, server.settings.port, credentials))
  return { life, credentials }
}
