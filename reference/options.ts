/** The options of the server, and default limits. */

import type { Http2Bounds } from './http2-bounds.js'
import { type Address, addressIn } from './metrics-listener.js'

/** What every kind of server has. */
export interface ServerOptions {
  /** Address to listen on. Default 127.0.0.1. */
  host?: string
  /** Port to listen on. The default, 0, takes any free one. */
  port?: number
  /** Seconds between heartbeats of a stream, starting from its response headers. Default 15; 5 for sync data, unless the request sets it (MSC2108). */
  heartbeat_interval_s?: number
  /** `true` generates a self-signed certificate. */
  tls?: boolean | { key: string; cert: string }
  /** HTTP/2: through ALPN with TLS, otherwise with prior knowledge on the same cleartext port. */
  http2?: boolean
  /** Seconds for which a reader may read nothing while bytes wait for it, before it is disconnected. Default: no limit; 60 for sync data. */
  max_stall_s?: number
  /** The name of a fault to start with, or of several; each wraps the ones before it. */
  fault?: string | readonly string[]
  /** Open a second listener, on loopback, that accepts `POST /stop`, `/restart` and `/fail`. */
  control?: boolean
}

/** A server of channels. */
export interface ReferenceOptions extends ServerOptions {
  /** When set, streams and `/publish` require `Authorization: Bearer <token>`. */
  token?: string
  /** Events kept per channel for resuming clients. Default 10,000. */
  replay_events?: number
  /** Bytes kept per channel for resuming clients; the newest event is always kept. Default 64 MiB. */
  replay_bytes?: number
  /** Bytes published while a reader reads nothing, before it is disconnected. Default 16 MiB. */
  max_buffered_bytes?: number
  /** Use a single channel, whatever channel a request names. Default false. */
  one_channel?: boolean
  /** The most channels at a time. Default 10,000. */
  max_channels?: number
  /** Bytes of one `POST /publish`. Default 64 MiB. */
  max_publish_bytes?: number
  /** Processes that serve the port together. Default 1. */
  processes?: number
}

/** A server of Matrix sync data: a homeserver, or a gateway to one. */
export interface SyncServerOptions extends ServerOptions {
  /** The most open streams per device. Default 100. */
  max_streams_a_device?: number
  /** `HOST:PORT` for `/metrics`, which is then not on the main port. */
  metrics_address?: string
  /** What one HTTP/2 connection may ask for. Default: no bounds. */
  http2_bounds?: Http2Bounds
}

/** What distinguishes the kinds of server. */
export interface Defaults {
  readonly stream_path: string
  readonly heartbeat_interval_s: number
  readonly max_stall_s?: number
}

const OF_CHANNELS: Defaults = { stream_path: '/events', heartbeat_interval_s: 15 }

/** The options with all defaults filled in. */
export interface Settings {
  /** The path of the streams. */
  readonly stream_path: string
  readonly host: string
  readonly port: number
  readonly heartbeat_interval_ms: number
  readonly token: string | undefined
  readonly tls: boolean | { key: string; cert: string }
  readonly http2: boolean
  readonly replay_events: number
  readonly replay_bytes: number
  readonly max_buffered_bytes: number
  readonly one_channel: boolean
  readonly max_channels: number
  readonly max_publish_bytes: number
  readonly max_stall_ms: number | undefined
  readonly max_streams_a_device: number
  readonly metrics_address: Address | undefined
  readonly http2_bounds: Http2Bounds | undefined
  readonly processes: number
}

const MIB = 1024 * 1024

/** @throws {RangeError} if a number is out of the option's range */
export function settle(options: ReferenceOptions & SyncServerOptions, defaults: Defaults = OF_CHANNELS): Settings {
  const { max_stall_s = defaults.max_stall_s, heartbeat_interval_s = defaults.heartbeat_interval_s } = options
  return {
    stream_path: defaults.stream_path,
    host: options.host ?? '127.0.0.1',
    port: atLeast(0, 'port', options.port ?? 0),
    heartbeat_interval_ms: 1000 * atLeast(0.001, 'heartbeat_interval_s', heartbeat_interval_s),
    token: options.token,
    tls: options.tls ?? false,
    http2: options.http2 ?? false,
    replay_events: atLeast(1, 'replay_events', options.replay_events ?? 10_000),
    replay_bytes: atLeast(1, 'replay_bytes', options.replay_bytes ?? 64 * MIB),
    max_buffered_bytes: atLeast(1, 'max_buffered_bytes', options.max_buffered_bytes ?? 16 * MIB),
    one_channel: options.one_channel ?? false,
    max_channels: atLeast(1, 'max_channels', options.max_channels ?? 10_000),
    max_publish_bytes: atLeast(1, 'max_publish_bytes', options.max_publish_bytes ?? 64 * MIB),
    max_stall_ms: max_stall_s === undefined ? undefined : 1000 * atLeast(0.001, 'max_stall_s', max_stall_s),
    max_streams_a_device: atLeast(1, 'max_streams_a_device', options.max_streams_a_device ?? 100),
    metrics_address: options.metrics_address === undefined ? undefined : addressIn(options.metrics_address),
    http2_bounds: options.http2_bounds,
    processes: processesOf(options),
  }
}

function processesOf({ processes = 1 }: ReferenceOptions): number {
  if (!Number.isInteger(processes)) throw new RangeError(`processes is ${processes}; give a whole number`)
  return atLeast(1, 'processes', processes)
}

export function atLeast(least: number, name: string, value: number): number {
  if (typeof value === 'number' && value >= least) return value
  throw new RangeError(`${name} is ${value}; give a number of at least ${least}`)
}
