import type { Fault } from '../fault.js'

export const vtAndFfAsLineEnds: Fault = {
  name: 'vt-and-ff-as-line-ends',
  breaks: ['FRM-18b'],
  summary: 'Splits a payload with a library whose lines also end at VT and FF.',
  profile: 'sse',
  wrap: () => ({ splitLines: payload => payload.split(/\r\n|[\n\r\v\f]/) }),
}
