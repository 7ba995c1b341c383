import type { Fault } from '../../fault.js'
import { changedChains, type EventJson, withMore } from './changed-chains.js'

export const presenceForEveryone: Fault = {
  name: 'presence-for-everyone',
  breaks: ['SEC-08e', 'RES-08', 'SYN-02h'],
  summary: 'The presence of any user with a status message is sent to everyone who receives any presence.',
  profile: 'matrix',
  wrap: clean => {
    const talkative = new Map<string, EventJson>()
    return changedChains(clean, response => {
      const own = response.presence?.events ?? []
      if (own.length === 0) return
      for (const event of own) if (event.content?.status_msg !== undefined) talkative.set(event.sender ?? '', event)
      const told = new Set(own.map(({ sender }) => sender))
      response.presence = withMore(
        response.presence,
        [...talkative.values()].filter(({ sender }) => !told.has(sender)),
      )
    })
  },
}
