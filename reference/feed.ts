/** Where a stream's events come from. */

import type { ChannelFeed } from './channel-feed.js'
import type { Piece } from './piece.js'
import type { Stream } from './stream.js'
import type { ChainFeed } from './sync/chain-feed.js'

/** What every feed does; `kind` tells them apart. */
export interface Feeding {
  /** The next event, asked for only while the reader takes bytes. Undefined when there is none yet: the feed pumps the stream once there is. */
  next(stream: Stream): Piece | undefined
  /** The stream is ending, or gone. May be called again. */
  close(stream: Stream): void
}

export type Feed = ChannelFeed | ChainFeed
