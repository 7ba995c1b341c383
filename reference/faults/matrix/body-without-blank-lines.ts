import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyWithoutBlankLines: Fault = {
  name: 'body-without-blank-lines',
  breaks: ['FRM-05d'],
  summary: 'Blank lines are removed from message bodies.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll(/\n{2,}/g, '\n')),
}
