import { forget } from '../channel.js'
import type { Fault } from '../fault.js'
import { newEpoch } from '../publish.js'

export const restartForgets: Fault = {
  name: 'restart-forgets',
  breaks: ['RES-11'],
  summary: 'The replay buffer is kept only in memory, so a restart loses what clients would resume from.',
  profile: 'sse',
  wrap: () => ({
    restarted: server => {
      server.epoch = newEpoch()
      for (const channel of server.channels.values()) forget(channel)
    },
  }),
}
