import { bearerToken } from '../../authenticate.js'
import type { Fault } from '../../fault.js'
import type { Outlet } from '../../outlet.js'

const NOTICED_AFTER_MS = 1_000

export const secondStreamRefused: Fault = {
  name: 'second-stream-refused',
  breaks: ['LIF-06'],
  summary: 'A device that was cut is counted as connected until a heartbeat fails, and what it opens meanwhile is refused.',
  profile: 'matrix',
  wrap: clean => {
    const devices = new WeakMap<Outlet, string>()
    const cut_at_ms = new Map<string, number>()
    return {
      outletOf: (exchange, head) => {
        const outlet = clean.outletOf(exchange, head)
        devices.set(outlet, bearerToken(exchange) ?? '')
        return outlet
      },
      closed: stream => {
        if (!stream.ending) cut_at_ms.set(devices.get(stream.outlet) ?? '', performance.now())
        clean.closed(stream)
      },
      openStream: exchange => {
        const since_ms = performance.now() - (cut_at_ms.get(bearerToken(exchange) ?? '') ?? Number.NEGATIVE_INFINITY)
        if (since_ms < NOTICED_AFTER_MS) exchange.server.parts.refuse(exchange, 429, 'the device is connected', [['Retry-After', '1']])
        else clean.openStream(exchange)
      },
    }
  },
}
