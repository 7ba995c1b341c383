import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyTrimmedAtStart: Fault = {
  name: 'body-trimmed-at-start',
  breaks: ['FRM-07'],
  summary: 'Leading spaces are removed from message bodies.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replace(/^ +/, '')),
}
