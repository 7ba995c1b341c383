import { type Exchange, fieldValues } from '../../exchange.js'
import type { Fault } from '../../fault.js'

const asksForNoCache = (exchange: Exchange): boolean => fieldValues(exchange, 'cache-control').some(value => /no-cache/i.test(value))

export const noCacheRefused: Fault = {
  name: 'no-cache-refused',
  breaks: ['BRW-02', 'BRW-01'],
  summary: 'A rule against the purging of caches refuses what asks with `Cache-Control: no-cache`, as every EventSource of a browser does.',
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      if (asksForNoCache(exchange)) exchange.server.parts.refuse(exchange, 403, 'caches are not purged from here')
      else clean.openStream(exchange)
    },
  }),
}
