import type { Fault } from '../../fault.js'

export const credentialsWithAnyOrigin: Fault = {
  name: 'credentials-with-any-origin',
  breaks: ['BRW-08'],
  summary: 'Any origin is allowed with `*`, which no browser accepts for a request with cookies.',
  profile: 'sse',
  wrap: () => ({ cors: () => [['Access-Control-Allow-Origin', '*']] }),
}
