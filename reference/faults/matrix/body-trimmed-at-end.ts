import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyTrimmedAtEnd: Fault = {
  name: 'body-trimmed-at-end',
  breaks: ['FRM-07b'],
  summary: 'Trailing spaces are removed from message bodies.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replace(/ +$/, '')),
}
