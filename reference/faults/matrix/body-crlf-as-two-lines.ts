import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyCrlfAsTwoLines: Fault = {
  name: 'body-crlf-as-two-lines',
  breaks: ['FRM-05b'],
  summary: 'CR and LF in the body of a message become a line end each.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll('\r\n', '\n\n')),
}
