/** Sync over SSE in front of a homeserver. */

import { type Reference, type SyncServerOptions, startSyncServer } from '../reference/index.js'
import { createGateway, type GatewayOptions } from './gateway.js'
import { LIMITS } from './limits.js'

export type { GatewayOptions } from './gateway.js'

/** @throws {RangeError} for an option out of range, or an upstream that is not an HTTP URL; {Error} for an unknown fault, or if the port is in use */
export const startGateway = async (options: SyncServerOptions & GatewayOptions): Promise<Reference> =>
  startSyncServer(createGateway(options), { ...options, http2_bounds: http2Bounds(options) })

const http2Bounds = (options: GatewayOptions) => {
  const { http2_streams, http2_resets, http2_resets_a_second } = { ...LIMITS, ...options.limits }
  return { streams: http2_streams, resets: http2_resets, resets_a_second: http2_resets_a_second }
}
