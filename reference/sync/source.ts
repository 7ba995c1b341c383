/** What a stream of sync data is fed from: the embedded homeserver, or a real one behind the gateway. */

import type { Field } from '../head.js'

/** What a client asks `/sync` or `/sync/sse` for, as it stands in the request (Matrix Client-Server API, `GET /sync`). */
export interface SyncRequest {
  readonly access_token: string | undefined
  /** The batch token to go on from; undefined asks for an initial sync. */
  readonly since: string | undefined
  readonly filter: string | undefined
  readonly full_state: string | undefined
  readonly set_presence: string | undefined
  readonly use_state_after: string | undefined
}

/** An answer in place of a stream: what `/sync` would answer. */
export interface Refusal {
  readonly status: number
  readonly fields: readonly Field[]
  /** A JSON text: `{"errcode": …, "error": …}`. */
  readonly content: string
}

/** One response of `/sync` that says something. */
export interface SyncBatch {
  readonly next_batch: string
  /** The response as a JSON text without line breaks. */
  readonly content: string
}

/** What continually calling `/sync` with `since` = the previous `next_batch` gives (MSC2108), one response at a time. */
export interface SyncChain {
  /**
   * The next response that says something; waits for it, and passes over the empty ones. Undefined when there will be no more (the token
   * was revoked, the device deleted, the upstream answers with an error for good): the stream ends at this event boundary. Never rejects.
   */
  next(): Promise<SyncBatch | undefined>
  /** The stream is gone. A `next` that waits resolves with undefined. May be called again. */
  close(): void
}

export interface SyncSource {
  /** A chain, or the refusal that the same `/sync` request would get. Resolves within a second, even where the first response is slow to make. Never rejects. */
  open(request: SyncRequest): Promise<SyncChain | { readonly refusal: Refusal }>
}
