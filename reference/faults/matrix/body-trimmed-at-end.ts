import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyTrimmedAtEnd: Fault = {
  name: 'body-trimmed-at-end',
  breaks: ['FRM-07b'],
  summary: 'Spaces at the end of the body of a message are cut off.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replace(/ +$/, '')),
}
