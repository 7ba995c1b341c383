import type { Fault } from '../fault.js'

export const status206: Fault = {
  name: 'status-206',
  breaks: ['HTTP-01', 'ID-07b', 'ID-08b'],
  summary: 'The stream is served with status 206, as "part of" a longer log; an EventSource accepts only 200.',
  profile: 'sse',
  wrap: clean => ({ streamHead: exchange => ({ ...clean.streamHead(exchange), status: 206 }) }),
}
