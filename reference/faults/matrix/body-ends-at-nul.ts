import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyEndsAtNul: Fault = {
  name: 'body-ends-at-nul',
  breaks: ['FRM-19b'],
  summary: 'The body of a message ends at NUL.',
  profile: 'matrix',
  wrap: changedBodies(body => body.split('\u0000')[0] ?? ''),
}
