import type { Fault } from '../fault.js'
import type { Outlet } from '../outlet.js'
import type { Stream } from '../stream.js'

export const cutEventCountedAsSent: Fault = {
  name: 'cut-event-counted-as-sent',
  breaks: ['RES-05', 'ID-08', 'RES-02', 'RES-03', 'BRW-03d', 'RES-22'],
  summary: 'The server records what it wrote to a client, and does not resend an event whose end the client never received.',
  profile: 'sse',
  wrap: clean => {
    const addresses = new WeakMap<Outlet, string>()
    const dropped = new WeakSet<Stream>()
    const written = new Map<string, number>()
    return {
      outletOf: (exchange, head) => {
        const outlet = clean.outletOf(exchange, head)
        addresses.set(outlet, exchange.socket.remoteAddress ?? '')
        return outlet
      },
      drop: stream => {
        dropped.add(stream)
        clean.drop(stream)
      },
      closed: stream => {
        const { feed } = stream
        const counts = feed.kind === 'channel' && !stream.ending && !dropped.has(stream)
        if (counts) written.set(`${addresses.get(stream.outlet)} ${feed.channel.name}`, feed.position)
        clean.closed(stream)
      },
      resumeFrom: (id, channel, exchange) => {
        const position = clean.resumeFrom(id, channel, exchange)
        const client = `${exchange.socket.remoteAddress ?? ''} ${channel.name}`
        const sent = written.get(client)
        written.delete(client)
        return id !== undefined && sent === position + 1 ? sent : position
      },
    }
  },
}
