import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyTrimmedAtStart: Fault = {
  name: 'body-trimmed-at-start',
  breaks: ['FRM-07'],
  summary: 'Spaces at the beginning of the body of a message are cut off.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replace(/^ +/, '')),
}
