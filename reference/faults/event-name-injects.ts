import type { Fault } from '../fault.js'

export const eventNameInjects: Fault = {
  name: 'event-name-injects',
  breaks: ['FRM-12', 'FRM-03', 'FRM-13', 'ID-09'],
  summary: "Event names are written exactly as published, so a line break in one starts a field of the publisher's choice.",
  profile: 'sse',
  wrap: clean => ({ problemWith: publication => clean.problemWith({ ...publication, event: undefined }) }),
}
