import type { Fault } from '../../fault.js'
import type { Stream } from '../../stream.js'
import { changedChains } from './changed-chains.js'
import { startedLater } from './heartbeats-after-first-event.js'

const SLOW_MS = 1_800

export const silentInitialSync: Fault = {
  name: 'silent-initial-sync',
  breaks: ['HB-07', 'RES-15d'],
  summary: 'A large initial sync is slow, and heartbeats wait for it.',
  profile: 'matrix',
  wrap: clean => {
    const waiting = new WeakSet<Stream>()
    return {
      ...changedChains(clean, async (_response, { request, count }) => {
        const isLarge = request.since === undefined && request.full_state === 'true' && count === 1
        if (isLarge) await new Promise(resolve => setTimeout(resolve, SLOW_MS))
      }),
      heartbeats: server => startedLater(clean.heartbeats(server), waiting),
      nextEvent: stream => {
        const event = clean.nextEvent(stream)
        if (event !== undefined && waiting.delete(stream)) stream.server.heartbeats.add(stream)
        return event
      },
    }
  },
}
