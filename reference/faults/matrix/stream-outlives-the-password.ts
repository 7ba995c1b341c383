import type { Fault } from '../../fault.js'
import { outlives } from './outliving-streams.js'

export const streamOutlivesThePassword: Fault = {
  name: 'stream-outlives-the-password',
  breaks: ['SEC-06c'],
  summary: 'Changing the password logs out the other devices but does not close their streams.',
  profile: 'matrix',
  wrap: outlives('password'),
}
