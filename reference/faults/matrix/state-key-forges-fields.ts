import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const stateKeyForgesFields: Fault = {
  name: 'state-key-forges-fields',
  breaks: ['SEC-11e', 'FRM-03', 'FRM-06', 'FRM-08', 'FRM-11', 'ID-06b', 'ID-10', 'SYN-01'],
  summary: 'State keys are written into the response unescaped.',
  profile: 'matrix',
  wrap: unescaped(({ state_key }) => state_key),
}
