import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

/** Only one type in a timeline. */
const HIDDEN = /(?<="timeline":\{)"not_types":\["([a-z]+\.[a-z.]+)"\]/

export const hiddenEventsWakeTheStream: Fault = {
  name: 'hidden-events-wake-the-stream',
  breaks: ['SYN-16b', 'SYN-16'],
  summary: 'The filter is applied only after the stream has been woken, and whatever is left of the response is sent.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return { ...request, filter: request.filter?.replace(HIDDEN, '"not_types":[]') }
    },
    openChain: (request, exchange) => {
      const hidden = HIDDEN.exec(clean.syncRequest(exchange).filter ?? '')?.[1]
      const filtered = changedChains(clean, response => {
        for (const { timeline } of Object.values(response.rooms?.join ?? {})) {
          if (timeline?.events !== undefined) timeline.events = timeline.events.filter(({ type }) => type !== hidden)
        }
        const said = Object.values(response.rooms?.join ?? {}).some(({ timeline }) => (timeline?.events?.length ?? 0) > 0)
        if (!said) delete response.rooms
      })
      return hidden === undefined ? clean.openChain(request, exchange) : filtered.openChain(request, exchange)
    },
  }),
}
