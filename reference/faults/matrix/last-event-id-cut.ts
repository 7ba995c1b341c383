import type { Fault } from '../../fault.js'

const MOST = 8

export const lastEventIdCut: Fault = {
  name: 'last-event-id-cut',
  breaks: ['ID-08b'],
  summary: 'Last-Event-ID is kept in a column of eight characters.',
  profile: 'matrix',
  wrap: clean => ({ lastEventIds: exchange => clean.lastEventIds(exchange).map(id => id.slice(0, MOST)) }),
}
