import type { Fault } from '../fault.js'

export const idWithNul: Fault = {
  name: 'id-with-nul',
  breaks: ['FRM-09b'],
  summary: 'A published id that contains NUL is accepted and sent, and parsers ignore it.',
  profile: 'sse',
  wrap: clean => ({
    problemWith: publication => clean.problemWith({ ...publication, id: publication.id?.replaceAll('\u0000', '') }),
  }),
}
