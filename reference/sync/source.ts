/** What a stream of sync data is fed from: the embedded homeserver, or a real one behind the gateway. */

import type { Field } from '../head.js'

/** The parameters of a `/sync` or `/sync/sse` request, unchanged (Matrix Client-Server API, `GET /sync`). */
export interface SyncRequest {
  readonly access_token: string | undefined
  /** The parameters by which an application service acts for a user or a device ("Identity assertion"), in order. */
  readonly acts_for: readonly [name: string, value: string][]
  /** The batch token to continue from; undefined requests an initial sync. */
  readonly since: string | undefined
  readonly filter: string | undefined
  readonly full_state: string | undefined
  readonly set_presence: string | undefined
  readonly use_state_after: string | undefined
}

/** A response instead of a stream: what `/sync` would return. */
export interface Refusal {
  readonly status: number
  readonly fields: readonly Field[]
  /** A JSON text: `{"errcode": …, "error": …}`. */
  readonly content: string
}

/** One non-empty `/sync` response. */
export interface SyncBatch {
  readonly next_batch: string
  /** The response as a JSON text without line breaks. */
  readonly content: string
}

/** The stream that a chain feeds. */
export interface SyncReader {
  /** Bytes of the response that it has not taken yet. */
  left_bytes(): number
  /** Disconnects it; it reconnects with its last event ID. */
  drop(): void
}

/** The responses of repeated `/sync` calls, each with `since` set to the previous `next_batch` (MSC2108), one at a time. */
export interface SyncChain {
  /**
   * Waits for the next non-empty response and skips empty ones. Undefined if there will be no more (the token was revoked, the device deleted, the
   * upstream refuses permanently): the stream ends at this event boundary. Never rejects.
   */
  next(): Promise<SyncBatch | undefined>
  /** Which stream it feeds, for a source with limited memory. */
  attach?(reader: SyncReader): void
  /** The stream is gone. A waiting `next` resolves with undefined. May be called again. */
  close(): void
}

export interface SyncSource {
  /** A chain, or the refusal that the same `/sync` request would get. Resolves within a second, even if the first response is slow. Never rejects. */
  open(request: SyncRequest): Promise<SyncChain | { readonly refusal: Refusal }>
}
