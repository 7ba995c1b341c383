import type { Fault } from '../fault.js'

export const publishedIdWithEdgeSpace: Fault = {
  name: 'published-id-with-edge-space',
  breaks: ['ID-04d'],
  summary: 'A published id with a leading or trailing space is accepted and sent.',
  profile: 'sse',
  wrap: clean => ({ problemWith: publication => clean.problemWith({ ...publication, id: publication.id?.trim() }) }),
}
