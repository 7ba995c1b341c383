import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const nameForgesFields: Fault = {
  name: 'name-forges-fields',
  breaks: ['SEC-11c', 'FRM-03', 'FRM-06', 'FRM-08', 'FRM-11', 'ID-06b', 'ID-10', 'SYN-01'],
  summary: 'Room names are written into the response unescaped.',
  profile: 'matrix',
  wrap: unescaped(({ type, content }) => (type === 'm.room.name' ? content?.name : undefined)),
}
