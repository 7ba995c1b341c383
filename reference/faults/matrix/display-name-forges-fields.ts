import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const displayNameForgesFields: Fault = {
  name: 'display-name-forges-fields',
  breaks: ['SEC-11f', 'FRM-03', 'FRM-06', 'FRM-08', 'FRM-11', 'ID-06b', 'ID-10', 'SYN-01'],
  summary: 'Display names are written into the response unescaped.',
  profile: 'matrix',
  wrap: unescaped(({ type, content }) => (type === 'm.room.member' ? content?.displayname : undefined)),
}
