import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyCrlfAsTwoLines: Fault = {
  name: 'body-crlf-as-two-lines',
  breaks: ['FRM-05b'],
  summary: 'CRLF in a message body becomes two line breaks.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll('\r\n', '\n\n')),
}
