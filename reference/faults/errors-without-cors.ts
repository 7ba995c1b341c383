import type { Fault } from '../fault.js'

export const errorsWithoutCors: Fault = {
  name: 'errors-without-cors',
  breaks: ['HTTP-17', 'BRW-04b'],
  summary: 'CORS headers are set only by the stream handler, so a page cannot read why it was refused.',
  profile: 'sse',
  wrap: clean => ({ cors: (exchange, kind) => clean.cors(exchange, kind).filter(([name]) => kind !== 'error' || name === 'Vary') }),
}
