/** Where a stream's events come from. */

import type { ChannelFeed } from './channel-feed.js'
import type { Piece } from './piece.js'
import type { Stream } from './stream.js'
import type { ChainFeed } from './sync/chain-feed.js'

/** Common to all feeds, which `kind` distinguishes. */
export interface Feeding {
  /** The next event, requested only while the reader takes bytes. Undefined if there is none yet; the feed pumps the stream once there is. */
  next(stream: Stream): Piece | undefined
  /** The stream is ending or gone. May be called again. */
  close(stream: Stream): void
}

export type Feed = ChannelFeed | ChainFeed
