import type { Fault } from '../fault.js'

export const idInjects: Fault = {
  name: 'id-injects',
  breaks: ['FRM-12c'],
  summary: "Ids are written exactly as published, so a line break in one starts a field of the publisher's choice.",
  profile: 'sse',
  wrap: clean => ({ problemWith: publication => clean.problemWith({ ...publication, id: publication.id?.replaceAll(/[\r\n]/g, '') }) }),
}
