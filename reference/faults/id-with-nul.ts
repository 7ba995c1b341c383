import type { Fault } from '../fault.js'

export const idWithNul: Fault = {
  name: 'id-with-nul',
  breaks: ['FRM-09b'],
  summary: 'Takes an id with NUL from a publisher and sends it; a parser ignores such an id.',
  profile: 'sse',
  wrap: clean => ({
    problemWith: publication => clean.problemWith({ ...publication, id: publication.id?.replaceAll('\u0000', '') }),
  }),
}
