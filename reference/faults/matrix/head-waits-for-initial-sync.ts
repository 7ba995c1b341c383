import type { Fault } from '../../fault.js'
import { withheldUntilEvent } from '../head-withheld.js'
import { changedChains } from './changed-chains.js'

const SLOW_MS = 1_300

export const headWaitsForInitialSync: Fault = {
  name: 'head-waits-for-initial-sync',
  breaks: ['HTTP-09'],
  summary: 'Response headers are sent with the first event, and the initial sync takes more than a second.',
  profile: 'matrix',
  wrap: clean => ({
    ...changedChains(clean, async (_response, { request, count }) => {
      if (request.since === undefined && count === 1) await new Promise(resolve => setTimeout(resolve, SLOW_MS))
    }),
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      const [id = ''] = clean.lastEventIds(exchange)
      return id === '' ? withheldUntilEvent(outlet) : outlet
    },
  }),
}
