import type { Fault } from '../fault.js'

export const newlineUnprefixed: Fault = {
  name: 'newline-unprefixed',
  breaks: ['FRM-05', 'FRM-05b', 'FRM-05c', 'FRM-05d', 'FRM-05e', 'FRM-11', 'SEC-11', 'SEC-11b', 'BRW-13', 'BRW-13b', 'BRW-13c'],
  summary: 'Only the first line of a payload gets `data:`; the other lines are written without it and ignored.',
  profile: 'sse',
  wrap: clean => ({
    dataFields: (payload, server) =>
      clean
        .dataFields(payload.replace(/[\r\n]+$/, ''), server)
        .map((line, index) => (index === 0 ? line : line.slice('data: '.length)))
        .filter(line => line !== ''),
  }),
}
