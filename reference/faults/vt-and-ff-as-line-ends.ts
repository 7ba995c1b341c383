import type { Fault } from '../fault.js'

export const vtAndFfAsLineEnds: Fault = {
  name: 'vt-and-ff-as-line-ends',
  breaks: ['FRM-18b'],
  summary: 'Payloads are split by a library that also treats VT and FF as line breaks.',
  profile: 'sse',
  wrap: () => ({ splitLines: payload => payload.split(/\r\n|[\n\r\v\f]/) }),
}
