import type { Fault } from '../fault.js'

export const preflightOmitsCacheControl: Fault = {
  name: 'preflight-omits-cache-control',
  breaks: ['HTTP-24', 'BRW-07c'],
  summary: 'The preflight does not allow cache-control, which polyfills of EventSource send.',
  profile: 'sse',
  wrap: clean => ({ allowedFields: () => clean.allowedFields().filter(name => name !== 'cache-control') }),
}
