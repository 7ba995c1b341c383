/** Starts and stops the reference. */

import { startControl } from './control.js'
import type { Life } from './life.js'
import { type MetricsListener, startMetrics } from './metrics-listener.js'
import { type ReferenceOptions, type ServerOptions, type SyncServerOptions, settle } from './options.js'
import type { Server } from './parts.js'
import { startProcesses } from './processes/primary.js'
import { createServer, open } from './running.js'
import type { Backend } from './sync/backend.js'
import { urlsOf } from './urls.js'

export interface Reference {
  /** `http(s)://host:port` */
  readonly url: string
  /** The URL of its streams. */
  readonly streamUrl: string
  /** `host:port` that a hop forwards to. */
  readonly forwardsTo?: string
  /** Accepts `POST /stop`, `/restart` and `/fail`, if requested. */
  readonly controlUrl?: string
  /** The URL of `/metrics`, if it has an address of its own. */
  readonly metricsUrl?: string
  /** PEM of the generated certificate. */
  readonly ca?: string
  readonly pid: number
  /** All of its processes, this one first. */
  readonly pids: readonly number[]
  /** Resolves, with the reason, when one of several processes ended by itself; the others have ended then too. */
  readonly failed: Promise<Error>
  /** Ends every stream at an event boundary, then releases the ports; within about 2 s, whatever clients do. May be called again. */
  stop(): Promise<void>
}

/** A server of channels. @throws {RangeError} for a number out of range; {Error} for an unknown fault, or if the port is in use */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  if (settle(options).processes > 1) return startProcesses(options)
  return start(createServer(options, {}), options)
}

/** A server of the backend's sync data. @throws {RangeError} for a number out of range; {Error} for an unknown fault, or if the port is in use */
export function startSyncServer(backend: Backend, options: SyncServerOptions = {}): Promise<Reference> {
  return start(createServer(options, { backend }), options, () => backend.stop())
}

async function start(server: Server, options: ServerOptions, stopped?: () => Promise<void>): Promise<Reference> {
  const { settings } = server
  const { life, credentials } = await open(server)
  const metrics = await metricsOf(server, life)
  const control = options.control === true ? await startControl(life) : undefined
  return {
    ...urlsOf(settings, life.port),
    ...(control !== undefined && { controlUrl: control.url }),
    ...(metrics !== undefined && { metricsUrl: metrics.url }),
    ...(settings.tls === true && credentials !== undefined && { ca: credentials.cert }),
    pid: process.pid,
    pids: [process.pid],
    failed: new Promise(() => undefined),
    stop: async () => {
      await Promise.all([life.stop(), control?.stop(), metrics?.stop()])
      await stopped?.()
    },
  }
}

async function metricsOf(server: Server, life: Life): Promise<MetricsListener | undefined> {
  const { metrics_address } = server.settings
  if (metrics_address === undefined) return undefined
  try {
    return await startMetrics(server, metrics_address)
  } catch (cause) {
    await life.stop()
    throw cause
  }
}
