import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyEndsAtNul: Fault = {
  name: 'body-ends-at-nul',
  breaks: ['FRM-19b'],
  summary: 'Message bodies are cut off at NUL.',
  profile: 'matrix',
  wrap: changedBodies(body => body.split('\u0000')[0] ?? ''),
}
