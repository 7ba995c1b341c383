import type { Fault } from '../../fault.js'

export const corsAfterAuthentication: Fault = {
  name: 'cors-after-authentication',
  breaks: ['HTTP-17c'],
  summary: 'The CORS fields are added once a request was let in, so that a page cannot read why it was not.',
  profile: 'matrix',
  wrap: clean => ({ cors: (exchange, kind) => (kind === 'error' ? [] : clean.cors(exchange, kind)) }),
}
