import type { HopFault } from '../fault.js'

export const keepsOriginOpen: HopFault = {
  name: 'keeps-origin-open',
  breaks: ['HOP-30'],
  summary: 'The connection to the origin stays open after the client has left.',
  profile: 'hop',
  wrap: () => ({ clientLeft: () => undefined }),
}
