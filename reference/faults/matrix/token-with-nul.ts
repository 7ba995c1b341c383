import type { Fault } from '../../fault.js'
import { laterEvents } from './later-events.js'

export const tokenWithNul: Fault = {
  name: 'token-with-nul',
  breaks: ['FRM-09', 'ID-01', 'ID-03c', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'Tokens are padded with NUL, as they are in memory.',
  profile: 'matrix',
  wrap: clean => laterEvents(clean, event => ({ ...event, id: `${event.id}\0` })),
}
