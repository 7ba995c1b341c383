import type { Fault } from '../fault.js'

export const bomBeforeEachEvent: Fault = {
  name: 'bom-before-each-event',
  breaks: ['FRM-02b', 'FRM-08', 'FRM-23', 'ID-03', 'RES-03', 'RES-04'],
  summary: 'Each event is written by its own text encoder, which starts with a byte order mark, so the first field of every event is lost.',
  profile: 'sse',
  wrap: clean => ({ encodeEvent: (event, server) => Buffer.concat([Buffer.from('\ufeff'), clean.encodeEvent(event, server)]) }),
}
