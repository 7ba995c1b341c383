/** GET /events: from the request to an open stream. */

import { admitted } from './authenticate.js'
import { type Channel, createChannel } from './channel.js'
import { channelFeed } from './channel-feed.js'
import { type Exchange, forgetFields } from './exchange.js'
import type { Server } from './parts.js'
import { createStream, enter, pump } from './stream.js'

export const DEFAULT_CHANNEL = 'default'

export function openStream(exchange: Exchange): void {
  const { server } = exchange
  const { parts } = server
  if (!admitted(exchange)) return
  const [id, ...more] = parts.lastEventIds(exchange)
  // It is unknown which one to trust (RFC 9110 §5.2 and §5.3: only lists may be repeated).
  if (more.length > 0) {
    parts.refuse(exchange, 400, 'Last-Event-ID was sent more than once')
    return
  }
  const channel = channelNamed(exchange.query.get('channel') ?? DEFAULT_CHANNEL, server)
  if (channel === undefined) {
    refuseChannel(exchange)
    return
  }
  // A client without an id sends an empty one.
  const position = parts.resumeFrom(id === '' ? undefined : id, channel, exchange)
  const head = parts.streamHead(exchange)
  const outlet = parts.outletOf(exchange, head)
  const stream = createStream(server, channelFeed(channel, position), outlet, server.settings.heartbeat_interval_ms)
  outlet.head(head)
  outlet.write(server.opening)
  channel.streams.add(stream)
  enter(stream)
  pump(stream)
  forgetFields(exchange)
}

export function refuseChannel(exchange: Exchange): void {
  exchange.server.parts.refuse(exchange, 503, 'there are too many channels', [['Retry-After', '60']])
}

/** The channel with that name, created if needed; undefined if there are too many. */
export function channelNamed(asked: string, server: Server): Channel | undefined {
  const name = server.settings.one_channel ? DEFAULT_CHANNEL : asked
  const found = server.channels.get(name)
  if (found !== undefined) return found
  if (server.channels.size >= server.settings.max_channels) forgetUnused(server)
  if (server.channels.size >= server.settings.max_channels) return undefined
  const channel = createChannel(name)
  server.channels.set(name, channel)
  return channel
}

/** Removes channels that nobody has published to and nobody reads: none of their ids is in use. */
function forgetUnused(server: Server): void {
  for (const [name, channel] of server.channels) {
    if (channel.newest === 0 && channel.streams.size === 0 && channel.polls.size === 0) server.channels.delete(name)
  }
}
