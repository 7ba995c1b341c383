import type { Fault } from '../fault.js'

export const emptyPayloadWithoutData: Fault = {
  name: 'empty-payload-without-data',
  breaks: ['FRM-20', 'ID-09'],
  summary: 'An empty payload produces no `data:` line, so the event has only an id and dispatches nothing.',
  profile: 'sse',
  wrap: clean => ({ dataFields: (payload, server) => (payload === '' ? [] : clean.dataFields(payload, server)) }),
}
