/** A stream that reads a channel. It holds a position in the shared replay buffer, so nothing is queued for a slow reader. */

import { type Channel, eventAt, oldestKept, type StoredEvent } from './channel.js'
import type { Feeding } from './feed.js'
import type { Server } from './parts.js'
import { pump, type Stream } from './stream.js'

export interface ChannelFeed extends Feeding {
  readonly kind: 'channel'
  readonly channel: Channel
  /** The position in the channel up to which events were taken for writing. */
  position: number
  /** The channel's position when the stream opened: events up to it are replayed. */
  readonly opened_at: number
}

export type ChannelStream = Stream<ChannelFeed>

export function channelFeed(channel: Channel, position: number): ChannelFeed {
  return { kind: 'channel', channel, position, opened_at: channel.newest, next, close }
}

/** One function for all feeds, like `close`: there may be 20,000 of them. */
const next: ChannelFeed['next'] = stream => nextEvent(stream as ChannelStream)

const close: ChannelFeed['close'] = stream => void channelOf(stream)?.streams.delete(stream as ChannelStream)

function nextEvent(stream: ChannelStream): StoredEvent['piece'] | undefined {
  const { feed, server } = stream
  while (feed.position < feed.channel.newest) {
    // It fell behind what the channel keeps, and continuing silently would hide the gap.
    if (feed.position + 1 < oldestKept(feed.channel)) {
      server.parts.drop(stream)
      return undefined
    }
    feed.position += 1
    const event = server.parts.eventFor(stream, feed.position)
    if (event !== undefined) return event.piece
  }
  return undefined
}

export function eventFor(stream: ChannelStream, position: number): StoredEvent | undefined {
  return eventAt(stream.feed.channel, position)
}

/** The channel that feeds the stream, if any. */
export function channelOf({ feed }: Stream): Channel | undefined {
  return feed.kind === 'channel' ? feed.channel : undefined
}

/** Passes a new event to the channel's streams, and disconnects readers that read nothing while too much was published. */
export function fanOut(channel: Channel, server: Server): void {
  const newest = channel.kept.at(-1)?.piece.bytes.length ?? 0
  for (const stream of channel.streams) {
    pump(stream)
    if (!stream.waiting) continue
    if (stream.stalled_bytes > server.settings.max_buffered_bytes) server.parts.drop(stream)
    else stream.stalled_bytes += newest
  }
}
