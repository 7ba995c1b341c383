/** Sync over SSE in front of a homeserver. */

import { type Reference, type SyncServerOptions, startSyncServer } from '../reference/index.js'
import { createGateway, type GatewayOptions } from './gateway.js'

export type { GatewayOptions } from './gateway.js'

/** @throws {RangeError} for an option out of range, or an upstream that is not an HTTP URL; {Error} for an unknown fault, or if the port is in use */
export const startGateway = async (options: SyncServerOptions & GatewayOptions): Promise<Reference> =>
  startSyncServer(createGateway(options), options)
