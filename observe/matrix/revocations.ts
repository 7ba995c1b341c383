import type { CallLine, OpenLine } from '../../schemas/index.js'
import type { Session } from '../session.js'

const VERSION = /^\/_matrix\/client\/\w+\//

/** Whether a call revokes a device's token (Client-Server API, "Login", "Account management", "Device management"). */
const revokes = (call: CallLine, open: OpenLine): boolean => {
  const { user_id, device_id } = open
  // In a recording that does not name a stream's device, the call that was to end the stream has the same label.
  if (user_id === undefined) return call.on === open.scenario && call.label === open.label
  if (call.user_id !== user_id) return false
  const [path = ''] = call.path.replace(VERSION, '').split('?')
  switch (`${call.method} ${path}`) {
    case 'POST logout':
      return call.device_id === device_id
    case 'POST logout/all':
      return true
    case 'POST account/password':
      return call.device_id !== device_id
    default:
      return call.method === 'DELETE' && path === `devices/${encodeURIComponent(device_id ?? '')}`
  }
}

// A call without a response may have taken effect.
const isAccepted = ({ status }: CallLine): boolean => status === undefined || (status >= 200 && status < 300)

/** Whether a stream's token had been revoked by then, by any scenario, because configured accounts are shared. */
export const isRevoked = (open: OpenLine, { scenarios }: Session, t: number): boolean =>
  [...scenarios.values()].some(({ calls }) => calls.some(call => call.began <= t && isAccepted(call) && revokes(call, open)))
