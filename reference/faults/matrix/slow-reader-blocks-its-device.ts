import { bearerToken } from '../../authenticate.js'
import type { Fault } from '../../fault.js'
import type { Outlet } from '../../outlet.js'
import { pump, type Stream } from '../../stream.js'

const AGAIN_MS = 50

export const slowReaderBlocksItsDevice: Fault = {
  name: 'slow-reader-blocks-its-device',
  breaks: ['SEC-13'],
  summary: "A device has one writer, which waits for a stalled stream while the device's other streams starve.",
  profile: 'matrix',
  wrap: clean => {
    const devices = new WeakMap<Outlet, string>()
    const isBlocked = (stream: Stream) =>
      [...stream.server.streams].some(
        other => other !== stream && other.waiting && !other.closed && devices.get(other.outlet) === devices.get(stream.outlet),
      )
    return {
      outletOf: (exchange, head) => {
        const outlet = clean.outletOf(exchange, head)
        devices.set(outlet, bearerToken(exchange) ?? '')
        return outlet
      },
      nextEvent: stream => {
        if (!isBlocked(stream)) return clean.nextEvent(stream)
        setTimeout(() => pump(stream), AGAIN_MS).unref()
        return undefined
      },
    }
  },
}
