import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyTabsExpanded: Fault = {
  name: 'body-tabs-expanded',
  breaks: ['FRM-07c'],
  summary: 'Tabs in message bodies become spaces.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll('\t', '    ')),
}
