import type { Fault } from '../../fault.js'
import { outlives } from './outliving-streams.js'

export const streamOutlivesItsDevice: Fault = {
  name: 'stream-outlives-its-device',
  breaks: ['SEC-06b'],
  summary: 'Deleting a device revokes its token but does not close its stream.',
  profile: 'matrix',
  wrap: outlives('device'),
}
