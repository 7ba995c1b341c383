import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const bodyForgesFieldsByCr: Fault = {
  name: 'body-forges-fields-by-cr',
  breaks: ['SEC-11b', 'FRM-03', 'FRM-05c', 'FRM-06', 'FRM-08', 'FRM-11', 'ID-06b', 'ID-10', 'SYN-01'],
  summary: 'Line feeds in message bodies are escaped, but carriage returns are not.',
  profile: 'matrix',
  wrap: unescaped(({ content }) => (/^[^\n]*\r[^\n]*$/.test(String(content?.body)) ? content?.body : undefined)),
}
