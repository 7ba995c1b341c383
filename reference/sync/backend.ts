/** What a Matrix server's stream is fed from: the embedded homeserver, or the gateway to a real one. */

import type { Exchange } from '../exchange.js'
import type { MetricRow } from '../metrics.js'
import type { DeviceLimit } from './device-limit.js'
import type { SyncSource } from './source.js'

export interface Backend {
  readonly source: SyncSource
  /** Responds to everything except the stream; false for an unknown path. */
  answer(exchange: Exchange): boolean | Promise<boolean>
  metrics(): MetricRow[]
  /** Forgets what a process forgets when it ends. */
  restarted(): void
  /** Closes connections and writes persistent data. */
  stop(): Promise<void>
}

export interface SyncService {
  readonly backend: Backend
  readonly limit: DeviceLimit
}
