import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const bodyForgesFields: Fault = {
  name: 'body-forges-fields',
  breaks: ['SEC-11'],
  summary: 'The body of a message is put into the response as it is, blank lines and all.',
  profile: 'matrix',
  wrap: unescaped(({ content }) => (String(content?.body).includes('\n\n') ? content?.body : undefined)),
}
