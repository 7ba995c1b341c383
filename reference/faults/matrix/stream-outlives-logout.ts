import type { Fault } from '../../fault.js'
import { outlives } from './outliving-streams.js'

export const streamOutlivesLogout: Fault = {
  name: 'stream-outlives-logout',
  breaks: ['SEC-06'],
  summary: 'A stream whose token was logged out goes on, heartbeats and all.',
  profile: 'matrix',
  wrap: outlives('logout'),
}
