import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const topicForgesFields: Fault = {
  name: 'topic-forges-fields',
  breaks: ['SEC-11d', 'FRM-03', 'FRM-06', 'FRM-08', 'FRM-11', 'ID-06b', 'ID-10', 'SYN-01'],
  summary: 'Room topics are written into the response unescaped.',
  profile: 'matrix',
  wrap: unescaped(({ type, content }) => (type === 'm.room.topic' ? content?.topic : undefined)),
}
