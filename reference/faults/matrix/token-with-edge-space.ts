import type { Fault } from '../../fault.js'
import { laterEvents } from './later-events.js'

export const tokenWithEdgeSpace: Fault = {
  name: 'token-with-edge-space',
  breaks: ['ID-04', 'ID-01', 'ID-08b', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'Tokens are padded with a space, as in a fixed-width table.',
  profile: 'matrix',
  wrap: clean => laterEvents(clean, event => ({ ...event, id: `${event.id} ` })),
}
