import type { Fault } from '../fault.js'

export const bomAtStart: Fault = {
  name: 'bom-at-start',
  breaks: ['FRM-02'],
  summary: 'The text encoder writes a byte order mark at the start of the stream.',
  profile: 'sse',
  wrap: clean => ({ opening: () => Buffer.concat([Buffer.from('\ufeff'), clean.opening()]) }),
}
