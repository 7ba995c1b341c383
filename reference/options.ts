/** What the reference can be started with, and the limits that hold when nothing is said. */

export interface ReferenceOptions {
  /** Address to listen on. Default 127.0.0.1. */
  host?: string
  /** Port to listen on; 0, the default, takes any free one. */
  port?: number
  /** Seconds between heartbeats of one stream, from its head on. Default 15. */
  heartbeat_interval_s?: number
  /** When set, streams and `/publish` need `Authorization: Bearer <token>`. */
  token?: string
  /** `true` makes a self-signed certificate on the fly. */
  tls?: boolean | { key: string; cert: string }
  /** HTTP/2: by ALPN with TLS, else with prior knowledge on the same cleartext port. */
  http2?: boolean
  /** Events kept a channel for resuming clients. Default 10,000. */
  replay_events?: number
  /** Bytes kept a channel for resuming clients; the newest event is always kept. Default 64 MiB. */
  replay_bytes?: number
  /** Bytes published past a reader that takes none of them, before it is dropped. Default 16 MiB. */
  max_buffered_bytes?: number
  /** Channels at a time. Default 10,000. */
  max_channels?: number
  /** Bytes of one `POST /publish`. Default 64 MiB. */
  max_publish_bytes?: number
  /** The name of a fault to start with. */
  fault?: string
  /** Open a second listener, on loopback, that takes `POST /stop`, `/restart` and `/fail`. */
  control?: boolean
}

/** The options with every default filled in. */
export interface Settings {
  readonly host: string
  readonly port: number
  readonly heartbeat_interval_ms: number
  readonly token: string | undefined
  readonly tls: boolean | { key: string; cert: string }
  readonly http2: boolean
  readonly replay_events: number
  readonly replay_bytes: number
  readonly max_buffered_bytes: number
  readonly max_channels: number
  readonly max_publish_bytes: number
}

const MIB = 1024 * 1024

/** @throws {RangeError} when a number is not one that the option can take */
export function settle(options: ReferenceOptions): Settings {
  return {
    host: options.host ?? '127.0.0.1',
    port: atLeast(0, 'port', options.port ?? 0),
    heartbeat_interval_ms: 1000 * atLeast(0.001, 'heartbeat_interval_s', options.heartbeat_interval_s ?? 15),
    token: options.token,
    tls: options.tls ?? false,
    http2: options.http2 ?? false,
    replay_events: atLeast(1, 'replay_events', options.replay_events ?? 10_000),
    replay_bytes: atLeast(1, 'replay_bytes', options.replay_bytes ?? 64 * MIB),
    max_buffered_bytes: atLeast(1, 'max_buffered_bytes', options.max_buffered_bytes ?? 16 * MIB),
    max_channels: atLeast(1, 'max_channels', options.max_channels ?? 10_000),
    max_publish_bytes: atLeast(1, 'max_publish_bytes', options.max_publish_bytes ?? 64 * MIB),
  }
}

function atLeast(least: number, name: string, value: number): number {
  if (typeof value === 'number' && value >= least) return value
  throw new RangeError(`${name} is ${value}; give a number of at least ${least}`)
}
