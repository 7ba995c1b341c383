/** Starts and stops the reference. */

import { startControl } from './control.js'
import { createGateway } from './gateway/gateway.js'
import { createHomeserver } from './homeserver/homeserver.js'
import { type ReferenceOptions, settle } from './options.js'
import { startProcesses } from './processes/primary.js'
import { createServer, open } from './running.js'
import type { Backend } from './sync/backend.js'
import { urlsOf } from './urls.js'

export interface Reference {
  /** `http(s)://host:port` */
  readonly url: string
  /** The URL of its streams: `url` and `/events`, or in the profile `matrix` `/_matrix/client/v3/sync/sse`. */
  readonly streamUrl: string
  /** Accepts `POST /stop`, `/restart` and `/fail`, if requested. */
  readonly controlUrl?: string
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

/** @throws {RangeError} for a number out of range; {Error} for an unknown fault, or if the port is in use */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  const { profile, processes } = settle(options)
  if (processes > 1) return startProcesses(options)
  return startServer(options, profile === 'matrix' ? backendOf(options) : undefined)
}

function backendOf({ upstream, state, ...options }: ReferenceOptions): Backend {
  return upstream === undefined ? createHomeserver(state === undefined ? {} : { state }) : createGateway({ ...options, upstream })
}

/** @internal with a given backend, in the profile `matrix` */
export async function startServer(options: ReferenceOptions, backend: Backend | undefined): Promise<Reference> {
  const server = createServer(options, { backend })
  const { settings } = server
  const { life, credentials } = await open(server)
  const control = options.control === true ? await startControl(life) : undefined
  return {
    ...urlsOf(settings, life.port),
    ...(control !== undefined && { controlUrl: control.url }),
    ...(settings.tls === true && credentials !== undefined && { ca: credentials.cert }),
    pid: process.pid,
    pids: [process.pid],
    failed: new Promise(() => undefined),
    stop: async () => {
      await Promise.all([life.stop(), control?.stop()])
      await backend?.stop()
    },
  }
}
