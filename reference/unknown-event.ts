/** Requests that name an event which the channel never had, for the faults that handle them incorrectly. */

import type { Exchange } from './exchange.js'
import { DEFAULT_CHANNEL } from './open-stream.js'

export function namesUnknownEvent(exchange: Exchange): boolean {
  const { parts, channels } = exchange.server
  const [id = '', ...more] = parts.lastEventIds(exchange)
  if (id === '' || more.length > 0) return false
  const channel = channels.get(exchange.query.get('channel') ?? DEFAULT_CHANNEL)
  return channel === undefined || parts.positionOf(id, channel, exchange.server) === undefined
}
