/** The channel named by a path's last segment. */

import type { Channel } from '../channel.js'
import type { Exchange } from '../exchange.js'
import { channelNamed, refuseChannel } from '../open-stream.js'

/** Undefined if it was refused. */
export function channelInPath(exchange: Exchange): Channel | undefined {
  const name = decoded(exchange.path.slice(exchange.path.lastIndexOf('/') + 1))
  if (name === undefined) {
    exchange.server.parts.refuse(exchange, 400, 'the path ends with the name of a channel, percent-encoded')
    return undefined
  }
  const channel = channelNamed(name, exchange.server)
  if (channel === undefined) refuseChannel(exchange)
  return channel
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment) || undefined
  } catch {
    return undefined
  }
}
