import type { Fault } from '../../fault.js'
import { outlives } from './outliving-streams.js'

export const streamOutlivesLogout: Fault = {
  name: 'stream-outlives-logout',
  breaks: ['SEC-06'],
  summary: 'A stream stays open after its token is logged out, and heartbeats continue.',
  profile: 'matrix',
  wrap: outlives('logout'),
}
