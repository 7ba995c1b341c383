import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyUnicodeLineEnds: Fault = {
  name: 'body-unicode-line-ends',
  breaks: ['FRM-18'],
  summary: 'Line and paragraph separators in message bodies become line feeds.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll(/[\u0085\u2028\u2029]/g, '\n')),
}
