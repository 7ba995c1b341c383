import type { Fault } from '../fault.js'

export const unicodeLineSeparators: Fault = {
  name: 'unicode-line-separators',
  breaks: ['FRM-18'],
  summary: 'Payloads are split by a library that also treats U+0085, U+2028 and U+2029 as line breaks.',
  profile: 'sse',
  wrap: () => ({ splitLines: payload => payload.split(/\r\n|[\n\r\u0085\u2028\u2029]/) }),
}
