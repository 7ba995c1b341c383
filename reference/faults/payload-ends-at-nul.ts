import type { Fault } from '../fault.js'

export const payloadEndsAtNul: Fault = {
  name: 'payload-ends-at-nul',
  breaks: ['FRM-19b'],
  summary: 'Payloads are copied as C strings, so they are cut off at NUL.',
  profile: 'sse',
  wrap: clean => ({ dataFields: (payload, server) => clean.dataFields(payload.split('\u0000')[0] ?? '', server) }),
}
