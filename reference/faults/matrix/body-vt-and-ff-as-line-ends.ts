import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyVtAndFfAsLineEnds: Fault = {
  name: 'body-vt-and-ff-as-line-ends',
  breaks: ['FRM-18b'],
  summary: 'Vertical tabs and form feeds in message bodies become line feeds.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll(/[\v\f]/g, '\n')),
}
