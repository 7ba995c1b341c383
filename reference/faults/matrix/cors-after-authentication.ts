import type { Fault } from '../../fault.js'

export const corsAfterAuthentication: Fault = {
  name: 'cors-after-authentication',
  breaks: ['HTTP-17c'],
  summary: 'CORS headers are added only after a request is accepted, so a page cannot read why it was refused.',
  profile: 'matrix',
  wrap: clean => ({ cors: (exchange, kind) => (kind === 'error' ? [] : clean.cors(exchange, kind)) }),
}
