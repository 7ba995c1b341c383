import type { Fault } from '../../fault.js'
import { outlives } from './outliving-streams.js'

export const streamOutlivesLogoutOfAll: Fault = {
  name: 'stream-outlives-logout-of-all',
  breaks: ['SEC-06d'],
  summary: 'Logging out everywhere ends the stream of the device that asks for it, and of no other.',
  profile: 'matrix',
  wrap: outlives('logout-all'),
}
