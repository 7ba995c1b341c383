import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyWithoutControls: Fault = {
  name: 'body-without-controls',
  breaks: ['FRM-19', 'FRM-19b'],
  summary: 'Control characters are removed from message bodies.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll(/\p{Cc}/gu, one => ('\t\n\v\f\r\u0085'.includes(one) ? one : ''))),
}
