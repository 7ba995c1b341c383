import { bearerToken } from '../../authenticate.js'
import type { Fault } from '../../fault.js'
import type { Outlet } from '../../outlet.js'
import type { Stream } from '../../stream.js'

export const heartbeatIntervalOfTheDevice: Fault = {
  name: 'heartbeat-interval-of-the-device',
  breaks: ['HB-13'],
  summary: "The heartbeat interval is stored per device, so the interval of the newest stream applies to all of the device's streams.",
  profile: 'matrix',
  wrap: clean => {
    const devices = new WeakMap<Outlet, string>()
    const streams = new Map<string, Set<Stream>>()
    return {
      outletOf: (exchange, head) => {
        const outlet = clean.outletOf(exchange, head)
        devices.set(outlet, bearerToken(exchange) ?? '')
        return outlet
      },
      heartbeats: server => {
        const inner = clean.heartbeats(server)
        const ofDevice = ({ outlet }: Stream) => {
          const device = devices.get(outlet) ?? ''
          const known = streams.get(device) ?? new Set()
          streams.set(device, known)
          return known
        }
        return {
          add: stream => {
            const { heartbeat_interval_ms } = stream
            for (const other of ofDevice(stream)) {
              inner.remove(other)
              Object.assign(other, { heartbeat_interval_ms })
              inner.add(other)
            }
            ofDevice(stream).add(stream)
            inner.add(stream)
          },
          remove: stream => {
            ofDevice(stream).delete(stream)
            inner.remove(stream)
          },
        }
      },
    }
  },
}
