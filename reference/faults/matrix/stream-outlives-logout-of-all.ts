import type { Fault } from '../../fault.js'
import { outlives } from './outliving-streams.js'

export const streamOutlivesLogoutOfAll: Fault = {
  name: 'stream-outlives-logout-of-all',
  breaks: ['SEC-06d'],
  summary: 'Logging out everywhere does not close the streams of other devices.',
  profile: 'matrix',
  wrap: outlives('logout-all'),
}
