/** Starts the reference, and stops it. */

import { startControl } from './control.js'
import { credentialsOf } from './credentials.js'
import { faultNamed } from './fault.js'
import { faults } from './faults/index.js'
import { createGateway } from './gateway/gateway.js'
import { createHomeserver } from './homeserver/homeserver.js'
import { createLife } from './life.js'
import { listen } from './listener.js'
import { type ReferenceOptions, type Settings, settle } from './options.js'
import { cleanParts, type Parts, type Server } from './parts.js'
import { pieceOf } from './piece.js'
import { newEpoch } from './publish.js'
import type { Backend } from './sync/backend.js'
import { createDeviceLimit } from './sync/device-limit.js'
import { cleanSyncParts } from './sync/parts.js'

export interface Reference {
  /** `http(s)://host:port` */
  readonly url: string
  /** Where its streams are: `url` and `/events`, or in the profile `matrix` `/_matrix/client/v3/sync/sse`. */
  readonly streamUrl: string
  /** Takes `POST /stop`, `/restart` and `/fail`, when asked for. */
  readonly controlUrl?: string
  /** PEM of the certificate made on the fly. */
  readonly ca?: string
  readonly pid: number
  /** Ends every stream at an event boundary, then lets go of the ports; within about 2 s, whatever clients do. May be called again. */
  stop(): Promise<void>
}

/** @throws {RangeError} for a number out of range; {Error} for an unknown fault, or when the port is taken */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  const { profile } = settle(options)
  return startServer(options, profile === 'matrix' ? backendOf(options) : undefined)
}

function backendOf({ upstream, state, ...options }: ReferenceOptions): Backend {
  return upstream === undefined ? createHomeserver(state === undefined ? {} : { state }) : createGateway({ ...options, upstream })
}

/** @internal with a backend at hand, in the profile `matrix` */
export async function startServer(options: ReferenceOptions, backend: Backend | undefined): Promise<Reference> {
  const settings = settle(options)
  const clean = backend === undefined ? cleanParts : cleanSyncParts
  const fault = options.fault === undefined ? undefined : faultNamed(options.fault, faults)
  const server = createServer(settings, { ...clean, ...fault?.wrap(clean) }, backend)
  const credentials = await credentialsOf(settings)
  const life = createLife(server, credentials, await listen(server, settings.port, credentials))
  const control = options.control === true ? await startControl(life) : undefined
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  const url = `${credentials === undefined ? 'http' : 'https'}://${host}:${life.port}`
  return {
    url,
    streamUrl: `${url}${settings.stream_path}`,
    ...(control !== undefined && { controlUrl: control.url }),
    ...(settings.tls === true && credentials !== undefined && { ca: credentials.cert }),
    pid: process.pid,
    stop: async () => {
      await Promise.all([life.stop(), control?.stop()])
      await backend?.stop()
    },
  }
}

function createServer(settings: Settings, parts: Parts, backend: Backend | undefined): Server {
  const server: Server = {
    settings,
    parts,
    channels: new Map(),
    streams: new Set(),
    heartbeats: { add: () => undefined, remove: () => undefined },
    heartbeat: pieceOf('heartbeat', parts.heartbeat(), parts.chunkSize),
    opening: pieceOf('opening', parts.opening(), parts.chunkSize),
    counters: { events_published: 0, events_sent: 0, bytes_sent: 0, readers_dropped: 0 },
    sync: backend && { backend, limit: createDeviceLimit(settings.max_streams_a_device) },
    stopping: false,
    epoch: newEpoch(),
  }
  server.heartbeats = parts.heartbeats(server)
  return server
}
