import type { Fault } from '../fault.js'

export const idsOnlySometimes: Fault = {
  name: 'ids-only-sometimes',
  breaks: ['ID-03', 'RES-04', 'ID-05', 'RES-15b', 'RES-22b'],
  summary: 'Only every second event has an id, so a client resumes from too far back.',
  profile: 'sse',
  wrap: clean => ({
    eventFields: (event, server) => clean.eventFields(event, server).filter(field => event.position % 2 === 1 || !field.startsWith('id: ')),
  }),
}
