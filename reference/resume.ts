/** Where a stream resumes: the `Last-Event-ID` field (WHATWG HTML §9.2.4). */

import { type Channel, oldestKept } from './channel.js'
import { type Exchange, fieldValues } from './exchange.js'
import type { Server } from './parts.js'

/** The ids in the request. Clients send them in UTF-8, and Node provides one character per byte. */
export function lastEventIds(exchange: Exchange): string[] {
  return fieldValues(exchange, 'last-event-id').map(value => Buffer.from(value, 'latin1').toString('utf8'))
}

/** The position of the event with that id; undefined if this server never sent it, or no longer knows. */
export function positionOf(id: string, channel: Channel, server: Server): number | undefined {
  const given = channel.given.get(id)
  if (given !== undefined) return given
  const digits = id.startsWith(`${server.epoch}-`) ? id.slice(server.epoch.length + 1) : ''
  if (!/^[1-9][0-9]{0,14}$/.test(digits)) return undefined
  const position = Number(digits)
  return position <= channel.newest ? position : undefined
}

/**
 * The position after which the stream starts. A new client, and one whose id is unknown here, gets only new events. If its event has left the replay
 * buffer, it gets what is left.
 */
export function resumeFrom(id: string | undefined, channel: Channel, exchange: Exchange): number {
  if (id === undefined) return channel.newest
  const position = exchange.server.parts.positionOf(id, channel, exchange.server)
  return position === undefined ? channel.newest : Math.max(position, oldestKept(channel) - 1)
}
