import type { Fault } from '../fault.js'

export const publishedIdWithEdgeSpace: Fault = {
  name: 'published-id-with-edge-space',
  breaks: ['ID-04d'],
  summary: 'Takes an id with a space at its edge from a publisher, and sends it.',
  profile: 'sse',
  wrap: clean => ({ problemWith: publication => clean.problemWith({ ...publication, id: publication.id?.trim() }) }),
}
