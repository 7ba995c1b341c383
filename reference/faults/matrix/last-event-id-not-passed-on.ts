import type { Fault } from '../../fault.js'

export const lastEventIdNotPassedOn: Fault = {
  name: 'last-event-id-not-passed-on',
  breaks: ['RES-02'],
  summary: 'Last-Event-ID does not get past the front, and every stream begins with an initial sync.',
  profile: 'matrix',
  wrap: clean => ({ syncRequest: exchange => ({ ...clean.syncRequest(exchange), since: undefined }) }),
}
