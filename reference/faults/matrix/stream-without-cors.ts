import type { Fault } from '../../fault.js'

export const streamWithoutCors: Fault = {
  name: 'stream-without-cors',
  breaks: ['HTTP-17b', 'HTTP-16b', 'BRW-06', 'BRW-12', 'BRW-12b', 'BRW-12c'],
  summary: 'CORS headers are set only by the code that sends JSON responses, so the stream has none.',
  profile: 'matrix',
  wrap: clean => ({ cors: (exchange, kind) => (kind === 'stream' ? [] : clean.cors(exchange, kind)) }),
}
