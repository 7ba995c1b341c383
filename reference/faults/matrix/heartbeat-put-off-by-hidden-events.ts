import type { Exchange } from '../../exchange.js'
import type { Fault } from '../../fault.js'
import type { Outlet } from '../../outlet.js'
import type { Stream } from '../../stream.js'
import { wrappedChains } from './changed-chains.js'

export const heartbeatPutOffByHiddenEvents: Fault = {
  name: 'heartbeat-put-off-by-hidden-events',
  breaks: ['HB-05b', 'HB-05'],
  summary: "The heartbeat timer restarts on every event, even those that the stream's filter hides.",
  profile: 'matrix',
  wrap: clean => {
    const exchanges = new WeakMap<Outlet, Exchange>()
    const streams = new WeakMap<Exchange, Stream>()
    const putOff = (exchange: Exchange) => {
      const stream = streams.get(exchange)
      if (stream === undefined || stream.closed) return
      stream.server.heartbeats.remove(stream)
      stream.server.heartbeats.add(stream)
    }
    /** All events, unfiltered. */
    const watch = async (...[request, exchange]: Parameters<typeof clean.openChain>) => {
      const shadow = await clean.openChain({ ...request, filter: undefined }, exchange)
      if ('refusal' in shadow) return undefined
      const look = async () => {
        while ((await shadow.next()) !== undefined) putOff(exchange)
      }
      void look()
      return shadow
    }
    return {
      ...wrappedChains(clean, (chain, request, exchange) => {
        const shadow = watch(request, exchange)
        const close = () => {
          chain.close()
          void shadow.then(opened => opened?.close())
        }
        return { ...chain, close }
      }),
      outletOf: (exchange, head) => {
        const outlet = clean.outletOf(exchange, head)
        exchanges.set(outlet, exchange)
        return outlet
      },
      heartbeats: server => {
        const inner = clean.heartbeats(server)
        const add = (stream: Stream) => {
          const exchange = exchanges.get(stream.outlet)
          if (exchange !== undefined) streams.set(exchange, stream)
          inner.add(stream)
        }
        return { add, remove: inner.remove }
      },
    }
  },
}
