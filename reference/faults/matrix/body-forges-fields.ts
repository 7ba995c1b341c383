import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const bodyForgesFields: Fault = {
  name: 'body-forges-fields',
  breaks: ['SEC-11', 'FRM-03', 'FRM-05d', 'FRM-06', 'FRM-08', 'FRM-11', 'ID-06b', 'ID-10', 'SYN-01'],
  summary: 'Message bodies are written into the response unescaped, blank lines included.',
  profile: 'matrix',
  wrap: unescaped(({ content }) => (String(content?.body).includes('\n\n') ? content?.body : undefined)),
}
