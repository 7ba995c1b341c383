import { channelOf } from '../channel-feed.js'
import type { Fault } from '../fault.js'
import type { Outlet } from '../outlet.js'

export const droppedReaderLosesEvents: Fault = {
  name: 'dropped-reader-loses-events',
  breaks: ['RES-19'],
  summary: 'When a slow reader is dropped, its queued events count as sent and are skipped when it reconnects.',
  profile: 'sse',
  wrap: clean => {
    const addresses = new WeakMap<Outlet, string>()
    const queued = new Map<string, number>()
    return {
      outletOf: (exchange, head) => {
        const outlet = clean.outletOf(exchange, head)
        addresses.set(outlet, exchange.socket.remoteAddress ?? '')
        return outlet
      },
      drop: stream => {
        const channel = channelOf(stream)
        if (channel !== undefined) queued.set(`${addresses.get(stream.outlet)} ${channel.name}`, channel.newest)
        clean.drop(stream)
      },
      resumeFrom: (id, channel, exchange) => {
        const client = `${exchange.socket.remoteAddress ?? ''} ${channel.name}`
        const sent = id === undefined ? 0 : (queued.get(client) ?? 0)
        if (sent > 0) queued.delete(client)
        return Math.max(clean.resumeFrom(id, channel, exchange), sent)
      },
    }
  },
}
