/** A stream fed by a chain of `/sync` responses, one at a time: nothing is requested before its reader has room for it. */

import type { EventToWrite } from '../event-stream.js'
import type { Feeding } from '../feed.js'
import { type Piece, pieceOf } from '../piece.js'
import { pump, type Stream } from '../stream.js'
import type { SyncBatch, SyncChain } from './source.js'

export interface ChainFeed extends Feeding {
  readonly kind: 'chain'
}

export function chainFeed(chain: SyncChain): ChainFeed {
  let batch: SyncBatch | undefined
  let position = 0
  let asking = false

  const ask = async (stream: Stream) => {
    asking = true
    try {
      batch = await chain.next()
    } catch {
      stream.server.parts.fail(stream)
      return
    }
    asking = false
    if (batch === undefined) stream.server.parts.chainEnded(stream)
    else pump(stream)
  }
  const take = ({ server }: Stream, taken: SyncBatch): Piece => {
    batch = undefined
    position += 1
    return pieceOf('event', server.parts.encodeEvent(server.parts.batchEvent(taken, position), server), server.parts.chunkSize)
  }
  return {
    kind: 'chain',
    next: stream => {
      if (batch !== undefined) return take(stream, batch)
      if (!asking) void ask(stream)
      return undefined
    },
    close: () => chain.close(),
  }
}

/** The event's data is the response, and its id the `next_batch`; without a name it is a `message` (MSC2108; reading A1). */
export function batchEvent(batch: SyncBatch, position: number): EventToWrite {
  return { id: batch.next_batch, name: undefined, data: batch.content, position }
}
