import type { Fault } from '../../fault.js'

const EVERY = 7

export const bomBeforeAnEvent: Fault = {
  name: 'bom-before-an-event',
  breaks: ['FRM-02b', 'FRM-08', 'FRM-11', 'ID-01', 'ID-03c', 'ID-09', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: "Responses stored in a file are sent with the file's byte order mark.",
  profile: 'matrix',
  wrap: clean => ({
    encodeEvent: (event, server) => {
      const bytes = clean.encodeEvent(event, server)
      return event.position % EVERY === 0 ? Buffer.concat([Buffer.from('\ufeff'), bytes]) : bytes
    },
  }),
}
