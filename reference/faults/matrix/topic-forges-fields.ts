import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const topicForgesFields: Fault = {
  name: 'topic-forges-fields',
  breaks: ['SEC-11d', 'FRM-03', 'FRM-06', 'FRM-08', 'FRM-11', 'ID-06b', 'ID-10', 'SYN-01'],
  summary: 'The topic of a room is put into the response as it is.',
  profile: 'matrix',
  wrap: unescaped(({ type, content }) => (type === 'm.room.topic' ? content?.topic : undefined)),
}
