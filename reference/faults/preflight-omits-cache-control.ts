import type { Fault } from '../fault.js'

export const preflightOmitsCacheControl: Fault = {
  name: 'preflight-omits-cache-control',
  breaks: ['HTTP-24', 'BRW-07c'],
  summary: 'The preflight response does not allow cache-control, which EventSource polyfills send.',
  profile: 'sse',
  wrap: clean => ({ allowedFields: () => clean.allowedFields().filter(name => name !== 'cache-control') }),
}
