import type { Fault } from '../../fault.js'
import { unescaped } from './forged-fields.js'

export const bodyForgesFieldsByCr: Fault = {
  name: 'body-forges-fields-by-cr',
  breaks: ['SEC-11b'],
  summary: 'Line feeds in the body of a message are escaped, and carriage returns are not.',
  profile: 'matrix',
  wrap: unescaped(({ content }) => (/^[^\n]*\r[^\n]*$/.test(String(content?.body)) ? content?.body : undefined)),
}
