import type { Fault } from '../fault.js'

export const crlfSplitTwice: Fault = {
  name: 'crlf-split-twice',
  breaks: ['FRM-05b'],
  summary: 'Payloads are split at every CR and every LF, so CRLF produces an extra empty line.',
  profile: 'sse',
  wrap: () => ({ splitLines: payload => payload.split(/\r|\n/) }),
}
