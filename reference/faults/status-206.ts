import type { Fault } from '../fault.js'

export const status206: Fault = {
  name: 'status-206',
  breaks: ['HTTP-01', 'ID-07b', 'ID-08b'],
  summary: 'Answers with 206, because the stream is "part of" a longer log; an EventSource takes only 200.',
  profile: 'sse',
  wrap: clean => ({ streamHead: exchange => ({ ...clean.streamHead(exchange), status: 206 }) }),
}
