import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyWithoutLastLineFeed: Fault = {
  name: 'body-without-last-line-feed',
  breaks: ['FRM-05e'],
  summary: 'A trailing line feed is removed from message bodies.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replace(/\n$/, '')),
}
