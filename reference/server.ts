/** Starts the reference, and stops it. */

import { generate } from 'selfsigned'
import { startControl } from './control.js'
import { faultNamed } from './fault.js'
import { faults } from './faults/index.js'
import { type Credentials, type Listener, listen } from './listener.js'
import { type ReferenceOptions, type Settings, settle } from './options.js'
import { cleanParts, type Parts, type Server } from './parts.js'
import { pieceOf } from './piece.js'
import { newEpoch } from './publish.js'

export interface Reference {
  /** `http(s)://host:port` */
  readonly url: string
  /** Where its streams are: `url` and `/events`. */
  readonly streamUrl: string
  /** Takes `POST /stop`, `/restart` and `/fail`, when asked for. */
  readonly controlUrl?: string
  /** PEM of the certificate made on the fly. */
  readonly ca?: string
  readonly pid: number
  /** Ends every stream at an event boundary, then lets go of the ports; within about 2 s, whatever clients do. May be called again. */
  stop(): Promise<void>
}

/** How long a reader has to take what it was sent when the server stops. */
const PATIENCE_MS = 1_500

/** @throws {RangeError} for a number out of range; {Error} for an unknown fault, or when the port is taken */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  const settings = settle(options)
  const fault = options.fault === undefined ? undefined : faultNamed(options.fault, faults)
  const server = createServer(settings, { ...cleanParts, ...fault?.wrap(cleanParts) })
  const credentials = await credentialsOf(settings)
  const life = createLife(server, credentials, await listen(server, settings.port, credentials))
  const control = options.control === true ? await startControl(life) : undefined
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  const url = `${credentials === undefined ? 'http' : 'https'}://${host}:${life.port}`
  return {
    url,
    streamUrl: `${url}/events`,
    ...(control !== undefined && { controlUrl: control.url }),
    ...(settings.tls === true && credentials !== undefined && { ca: credentials.cert }),
    pid: process.pid,
    stop: async () => {
      await Promise.all([life.stop(), control?.stop()])
    },
  }
}

function createServer(settings: Settings, parts: Parts): Server {
  const server: Server = {
    settings,
    parts,
    channels: new Map(),
    streams: new Set(),
    heartbeats: { add: () => undefined, remove: () => undefined },
    heartbeat: pieceOf('heartbeat', parts.heartbeat(), parts.chunkSize),
    opening: pieceOf('opening', parts.opening(), parts.chunkSize),
    counters: { events_published: 0, bytes_sent: 0, readers_dropped: 0 },
    epoch: newEpoch(),
  }
  server.heartbeats = parts.heartbeats(server)
  return server
}

async function credentialsOf({ tls, host }: Settings): Promise<Credentials | undefined> {
  if (tls !== true) return tls === false ? undefined : tls
  const names = [
    { type: 2 as const, value: 'localhost' },
    ...[...new Set(['127.0.0.1', '::1', ...(/^[\d.]+$|:/.test(host) ? [host] : [])])].map(ip => ({ type: 7 as const, ip })),
  ]
  const made = await generate([{ name: 'commonName', value: 'ssespec reference' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: names },
    ],
  })
  return { key: made.private, cert: made.cert }
}

/** What can be done to a running server. Channels and their replay buffers outlive a stop. */
export interface Life {
  readonly port: number
  stop(): Promise<void>
  restart(): Promise<void>
  fail(): Promise<void>
}

function createLife(server: Server, credentials: Credentials | undefined, first: Listener): Life {
  const { port } = first
  let listener: Listener | undefined = first
  let stopping = Promise.resolve()
  const stop = () => {
    const current = listener
    if (current === undefined) return stopping
    listener = undefined
    for (const stream of [...server.streams]) server.parts.finish(stream)
    stopping = current.close(PATIENCE_MS)
    return stopping
  }
  return {
    port,
    stop,
    restart: async () => {
      await stop()
      server.parts.restarted(server)
      listener = await listen(server, port, credentials)
    },
    fail: async () => {
      const served = [...server.streams]
      for (const stream of served) server.parts.fail(stream)
      const until_ms = performance.now() + PATIENCE_MS
      while (served.some(stream => server.streams.has(stream)) && performance.now() < until_ms) {
        await new Promise(resolve => setTimeout(resolve, 10))
      }
      for (const stream of served) if (server.streams.has(stream)) stream.outlet.destroy()
    },
  }
}
