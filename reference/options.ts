import type { Profile } from '../schemas/index.js'

/** The options of the reference, and default limits. */

export interface ReferenceOptions {
  /**
   * What it serves: channels on `/events`, or a Matrix homeserver with Sync over SSE. Default `sse`; `matrix` if an upstream or a state file is
   * given.
   */
  profile?: Profile
  /** Address to listen on. Default 127.0.0.1. */
  host?: string
  /** Port to listen on. The default, 0, takes any free one. */
  port?: number
  /** Seconds between heartbeats of a stream, starting from its response headers. Default 15; in `matrix` 5, unless the request sets it (MSC2108). */
  heartbeat_interval_s?: number
  /** `sse`: when set, streams and `/publish` require `Authorization: Bearer <token>`. */
  token?: string
  /** `true` generates a self-signed certificate. */
  tls?: boolean | { key: string; cert: string }
  /** HTTP/2: through ALPN with TLS, otherwise with prior knowledge on the same cleartext port. */
  http2?: boolean
  /** `sse`: events kept per channel for resuming clients. Default 10,000. */
  replay_events?: number
  /** `sse`: bytes kept per channel for resuming clients; the newest event is always kept. Default 64 MiB. */
  replay_bytes?: number
  /** `sse`: bytes published while a reader reads nothing, before it is disconnected. Default 16 MiB. */
  max_buffered_bytes?: number
  /** `sse`: use a single channel, whatever channel a request names. Default false. */
  one_channel?: boolean
  /** `sse`: the most channels at a time. Default 10,000. */
  max_channels?: number
  /** `sse`: bytes of one `POST /publish`. Default 64 MiB. */
  max_publish_bytes?: number
  /** Seconds for which a reader may read nothing while bytes wait for it, before it is disconnected. Default 60 in `matrix`, no limit in `sse`. */
  max_stall_s?: number
  /** `matrix`: the most open streams per device. Default 100. */
  max_streams_a_device?: number
  /** `matrix`: the file in which the embedded homeserver keeps its data. Default: in memory only. */
  state?: string
  /** `matrix`: run as a gateway for this homeserver, `https://host[:port][/path]`. Default: the embedded homeserver. */
  upstream?: string
  /** PEM of certificate authorities to trust for the upstream, in addition to the system's. */
  upstream_ca?: string
  /** Accept any certificate of the upstream. */
  upstream_insecure?: boolean
  /** Seconds that one upstream `/sync` may wait. Default 30. */
  upstream_poll_s?: number
  /** Seconds between checks that a stream's token is valid. Default 4. */
  upstream_check_s?: number
  /** Bytes of one upstream `/sync` response. Default 256 MiB. */
  max_response_bytes?: number
  /** The name of a fault to start with, or of several; each wraps the ones before it. */
  fault?: string | readonly string[]
  /** `sse`: processes that serve the port together. Default 1. */
  processes?: number
  /** Open a second listener, on loopback, that accepts `POST /stop`, `/restart` and `/fail`. */
  control?: boolean
}

/** The options with all defaults filled in. */
export interface Settings {
  readonly profile: Profile
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
  readonly processes: number
}

const MIB = 1024 * 1024

/** MSC2108, for Client-Server API v3. */
const SYNC_STREAM_PATH = '/_matrix/client/v3/sync/sse'

/** @throws {RangeError} if a number is out of the option's range */
export function settle(options: ReferenceOptions): Settings {
  const profile = profileOf(options)
  const { max_stall_s = profile === 'matrix' ? 60 : undefined, heartbeat_interval_s = profile === 'matrix' ? 5 : 15 } = options
  for (const name of ['upstream_poll_s', 'upstream_check_s', 'max_response_bytes'] as const) {
    const value = options[name]
    if (value !== undefined) atLeast(0.001, name, value)
  }
  return {
    profile,
    stream_path: profile === 'matrix' ? SYNC_STREAM_PATH : '/events',
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
    processes: processesOf(options, profile),
  }
}

function processesOf({ processes = 1 }: ReferenceOptions, profile: Profile): number {
  if (!Number.isInteger(processes)) throw new RangeError(`processes is ${processes}; give a whole number`)
  if (processes > 1 && profile === 'matrix') {
    throw new RangeError('processes belongs to the profile sse: the homeserver and the gateway are one process each')
  }
  return atLeast(1, 'processes', processes)
}

function profileOf({ profile, upstream, state, token }: ReferenceOptions): Profile {
  const found = profile ?? ((upstream ?? state) === undefined ? 'sse' : 'matrix')
  if (found === 'sse' && (upstream ?? state) !== undefined) throw new RangeError('state and upstream belong to the profile matrix')
  if (found === 'matrix' && token !== undefined) throw new RangeError('token belongs to the profile sse: a homeserver gives out its own')
  if (state !== undefined && upstream !== undefined) throw new RangeError('give state or upstream: a gateway keeps nothing in a file')
  return found
}

function atLeast(least: number, name: string, value: number): number {
  if (typeof value === 'number' && value >= least) return value
  throw new RangeError(`${name} is ${value}; give a number of at least ${least}`)
}
