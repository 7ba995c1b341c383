/** Options of the homeserver, and default limits. */

export interface HomeserverOptions {
  /** The part of identifiers after the colon. Default `reference.test`. */
  server_name?: string
  /** Who may create an account: everyone, or no one. Default `open`. */
  registration?: 'open' | 'none'
  /** A file that the state is read from at start and written to after changes. Without it, the state ends with the process. */
  state?: string
  /** Whether users see each other's presence. Default true; turn it off for load tests of large rooms. */
  presence?: boolean
  /** Seconds after a user's last `/sync` or stream until the user is offline. Default 5. */
  offline_after_s?: number
  limits?: Partial<Limits>
}

export interface Limits {
  /** One event in its federated form ("Size limits"). */
  readonly event_bytes: number
  readonly request_bytes: number
  readonly users: number
  readonly rooms: number
  /** Events in all rooms together. */
  readonly events: number
  /** Access tokens and devices of one user. */
  readonly devices_per_user: number
  readonly filters_per_user: number
  /** Account data types of one user, global and per room together. */
  readonly account_data_per_user: number
  readonly account_data_bytes_per_user: number
  /** Unacknowledged messages of one device, and their bytes. Over the limit senders get 429, so nothing is lost silently. */
  readonly to_device_per_device: number
  readonly to_device_bytes_per_device: number
  /** To-device messages in one `/sync` response. */
  readonly to_device_per_response: number
  /** Events examined for one room's timeline or one page of `/messages`, if a filter hides most. */
  readonly events_scanned: number
  readonly timeline_events: number
  /** Failed logins of one user: this many at once, and one more every 3 s. */
  readonly failed_logins: number
  /** Streams and initial syncs that one device may open per minute. Default: no limit. */
  readonly opens_per_minute: number
}

export interface Settings {
  readonly server_name: string
  readonly registration: 'open' | 'none'
  readonly state: string | undefined
  readonly presence: boolean
  readonly offline_after_ms: number
  readonly limits: Limits
}

const MIB = 1024 * 1024

const LIMITS: Limits = {
  event_bytes: 65_536,
  request_bytes: 16 * MIB,
  users: 200_000,
  rooms: 200_000,
  events: 5_000_000,
  devices_per_user: 1_000,
  filters_per_user: 1_000,
  account_data_per_user: 10_000,
  account_data_bytes_per_user: 64 * MIB,
  to_device_per_device: 20_000,
  to_device_bytes_per_device: 64 * MIB,
  to_device_per_response: 100,
  events_scanned: 20_000,
  timeline_events: 10_000,
  failed_logins: 20,
  opens_per_minute: Number.POSITIVE_INFINITY,
}

/** Host names, addresses and an optional port ("Server Name"). */
const SERVER_NAME = /^([a-zA-Z0-9.-]{1,230}|\[[0-9a-fA-F:.]{2,45}\])(:[0-9]{1,5})?$/

/** @throws {RangeError} for an invalid option */
export function settle(options: HomeserverOptions): Settings {
  const { server_name = 'reference.test', registration = 'open', offline_after_s = 5 } = options
  if (!SERVER_NAME.test(server_name)) throw new RangeError(`server_name is "${server_name}"; give a host name with an optional port`)
  if (!['open', 'none'].includes(registration)) throw new RangeError(`registration is "${registration}"; give "open" or "none"`)
  const limits = { ...LIMITS, ...options.limits }
  for (const [name, value] of Object.entries({ offline_after_s, ...limits })) {
    if (!(typeof value === 'number' && value >= 0)) throw new RangeError(`${name} is ${value}; give a number of at least 0`)
  }
  return {
    server_name,
    registration,
    state: options.state,
    presence: options.presence ?? true,
    offline_after_ms: Math.min(offline_after_s * 1000, 2 ** 31 - 1),
    limits,
  }
}
