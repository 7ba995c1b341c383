import type { Fault } from '../../fault.js'

export const eventsNamedBatch: Fault = {
  name: 'events-named-batch',
  breaks: ['FRM-21'],
  summary: 'Events have a name that nobody listens for.',
  profile: 'matrix',
  wrap: clean => ({ batchEvent: (batch, position) => ({ ...clean.batchEvent(batch, position), name: 'batch' }) }),
}
