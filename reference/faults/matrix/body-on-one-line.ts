import type { Fault } from '../../fault.js'
import { changedBodies } from './changed-bodies.js'

export const bodyOnOneLine: Fault = {
  name: 'body-on-one-line',
  breaks: ['FRM-05', 'BRW-13', 'BRW-13b', 'BRW-13c'],
  summary: 'A line feed in a message body becomes a space.',
  profile: 'matrix',
  wrap: changedBodies(body => body.replaceAll(/(?<![\r\n])\n(?![\r\n]|$)/g, ' ')),
}
