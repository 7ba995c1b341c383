import { bearerToken } from '../../authenticate.js'
import type { Fault } from '../../fault.js'
import type { Outlet } from '../../outlet.js'

const MOST = 4
const WITHIN_MS = 15_000

export const reconnectsRateLimited: Fault = {
  name: 'reconnects-rate-limited',
  breaks: ['LIF-06', 'HTTP-01', 'RES-03', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'A device whose connection broke a few times is treated as misbehaving and refused for a few seconds.',
  profile: 'matrix',
  wrap: clean => {
    const devices = new WeakMap<Outlet, string>()
    const cuts = new Map<string, number[]>()
    const recent = (device: string) => (cuts.get(device) ?? []).filter(at_ms => performance.now() - at_ms < WITHIN_MS)
    return {
      outletOf: (exchange, head) => {
        const outlet = clean.outletOf(exchange, head)
        devices.set(outlet, bearerToken(exchange) ?? '')
        return outlet
      },
      closed: stream => {
        const device = devices.get(stream.outlet) ?? ''
        if (!stream.ending) cuts.set(device, [...recent(device), performance.now()])
        clean.closed(stream)
      },
      openStream: exchange => {
        if (recent(bearerToken(exchange) ?? '').length < MOST) clean.openStream(exchange)
        else exchange.server.parts.refuse(exchange, 429, 'too many connections', [['Retry-After', '5']])
      },
    }
  },
}
