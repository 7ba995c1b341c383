import type { Fault } from '../fault.js'

export const crlfSplitTwice: Fault = {
  name: 'crlf-split-twice',
  breaks: ['FRM-05b'],
  summary: 'Splits a payload at every CR and every LF, so that CRLF gains an empty line.',
  profile: 'sse',
  wrap: () => ({ splitLines: payload => payload.split(/\r|\n/) }),
}
