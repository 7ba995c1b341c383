import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyWithoutCr: Fault = {
  name: 'body-without-cr',
  breaks: ['FRM-05c'],
  summary: 'Lone carriage returns are removed from message bodies.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll(/\r(?!\n)/g, '')),
}
