import type { Fault } from '../../fault.js'

export const streamWithoutCors: Fault = {
  name: 'stream-without-cors',
  breaks: ['HTTP-17b', 'BRW-06', 'BRW-12', 'BRW-12b', 'BRW-12c'],
  summary: 'The CORS fields are set by what answers in JSON, which a stream is not.',
  profile: 'matrix',
  wrap: clean => ({ cors: (exchange, kind) => (kind === 'stream' ? [] : clean.cors(exchange, kind)) }),
}
