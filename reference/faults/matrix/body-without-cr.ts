import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyWithoutCr: Fault = {
  name: 'body-without-cr',
  breaks: ['FRM-05c'],
  summary: 'Carriage returns are taken out of the body of a message, also those that stand alone.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll(/\r(?!\n)/g, '')),
}
