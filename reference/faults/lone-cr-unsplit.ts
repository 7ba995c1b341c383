import type { Fault } from '../fault.js'

export const loneCrUnsplit: Fault = {
  name: 'lone-cr-unsplit',
  breaks: ['FRM-05c', 'FRM-03', 'FRM-11', 'SEC-11b'],
  summary: 'Payloads are split only at LF and CRLF, so a lone CR ends the line in the middle of the payload.',
  profile: 'sse',
  wrap: () => ({ splitLines: payload => payload.split(/\r?\n/) }),
}
