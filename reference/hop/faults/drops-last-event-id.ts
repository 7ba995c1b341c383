import type { HopFault } from '../fault.js'

export const dropsLastEventId: HopFault = {
  name: 'drops-last-event-id',
  breaks: ['HOP-23'],
  summary: 'Last-Event-ID is not forwarded.',
  profile: 'hop',
  wrap: clean => ({
    request: forwarded =>
      clean.request({ ...forwarded, fields: forwarded.fields.filter(([name]) => name.toLowerCase() !== 'last-event-id') }),
  }),
}
