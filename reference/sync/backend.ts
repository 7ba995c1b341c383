/** What stands behind the stream of a Matrix server: the embedded homeserver, or the gateway to a real one. */

import type { Exchange } from '../exchange.js'
import type { MetricRow } from '../metrics.js'
import type { DeviceLimit } from './device-limit.js'
import type { SyncSource } from './source.js'

export interface Backend {
  readonly source: SyncSource
  /** Answers what is not the stream; false for a path that it does not know. */
  answer(exchange: Exchange): boolean | Promise<boolean>
  metrics(): MetricRow[]
  /** Forgets what a process that ends forgets. */
  restarted(): void
  /** Lets go of connections and writes what is to be kept. */
  stop(): Promise<void>
}

export interface SyncService {
  readonly backend: Backend
  readonly limit: DeviceLimit
}
