import type { Defaults } from '../options.js'

/** A server of sync data, as MSC2108 has it for Client-Server API v3. */
export const ofSync: Defaults = { stream_path: '/_matrix/client/v3/sync/sse', heartbeat_interval_s: 5, max_stall_s: 60 }
