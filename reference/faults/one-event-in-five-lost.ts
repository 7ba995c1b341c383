import type { Fault } from '../fault.js'

export const oneEventInFiveLost: Fault = {
  name: 'one-event-in-five-lost',
  breaks: ['RES-20', 'RES-02', 'RES-03', 'RES-05', 'RES-11', 'RES-12', 'RES-13', 'ID-08', 'RES-22'],
  summary: 'Every fifth event of a channel reaches no stream.',
  profile: 'sse',
  wrap: clean => ({ eventFor: (stream, position) => (position % 5 === 0 ? undefined : clean.eventFor(stream, position)) }),
}
