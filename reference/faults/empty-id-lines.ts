import type { Fault } from '../fault.js'

export const emptyIdLines: Fault = {
  name: 'empty-id-lines',
  breaks: ['ID-03b', 'ID-05', 'ID-08', 'RES-02', 'RES-03', 'RES-13', 'RES-15b', 'BRW-05', 'RES-22b'],
  summary: "Every second event has an empty id, which resets the client's last event ID.",
  profile: 'sse',
  wrap: clean => ({
    eventFields: (event, server) =>
      clean.eventFields(event, server).map(field => (event.position % 2 === 0 && field.startsWith('id: ') ? 'id:' : field)),
  }),
}
