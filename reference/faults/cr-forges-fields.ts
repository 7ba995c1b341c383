import type { Fault } from '../fault.js'

export const crForgesFields: Fault = {
  name: 'cr-forges-fields',
  breaks: ['SEC-11b', 'FRM-03', 'FRM-05c', 'FRM-11'],
  summary: 'A lone CR in a payload is not treated as a line break, but clients treat it as one, so a publisher can write fields.',
  profile: 'sse',
  wrap: () => ({ splitLines: payload => payload.split(/\r\n|\n/) }),
}
