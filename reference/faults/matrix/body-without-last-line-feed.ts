import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyWithoutLastLineFeed: Fault = {
  name: 'body-without-last-line-feed',
  breaks: ['FRM-05e'],
  summary: 'A line feed at the end of the body of a message is cut off.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replace(/\n$/, '')),
}
