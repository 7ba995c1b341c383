import type { Fault } from '../fault.js'

export const resumeSkipsOne: Fault = {
  name: 'resume-skips-one',
  breaks: ['RES-03', 'ID-08', 'RES-02', 'RES-05', 'RES-11', 'RES-13', 'RES-22'],
  summary: 'Replay starts one event too late.',
  profile: 'sse',
  wrap: clean => ({
    resumeFrom: (id, channel, exchange) => Math.min(clean.resumeFrom(id, channel, exchange) + 1, channel.newest),
  }),
}
