import type { Fault } from '../../fault.js'

const MOST = 8

export const lastEventIdCut: Fault = {
  name: 'last-event-id-cut',
  breaks: [
    'ID-08b',
    'HTTP-01',
    'ID-07',
    'ID-07b',
    'LIF-06',
    'RES-02',
    'RES-03',
    'RES-03b',
    'RES-04',
    'RES-04c',
    'RES-04d',
    'RES-05',
    'RES-10',
    'RES-11',
    'RES-13',
    'RES-14',
    'RES-14b',
    'RES-14c',
    'RES-14d',
    'RES-15b',
    'RES-15d',
    'RES-16',
    'RES-16b',
    'RES-16c',
    'SYN-06',
    'SYN-06b',
    'SYN-06c',
  ],
  summary: 'Last-Event-ID is kept in a column of eight characters.',
  profile: 'matrix',
  wrap: clean => ({ lastEventIds: exchange => clean.lastEventIds(exchange).map(id => id.slice(0, MOST)) }),
}
