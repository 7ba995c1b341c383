import { type Exchange, fieldValues } from '../../exchange.js'
import type { Fault } from '../../fault.js'

const asksForNoCache = (exchange: Exchange): boolean => fieldValues(exchange, 'cache-control').some(value => /no-cache/i.test(value))

export const noCacheRefused: Fault = {
  name: 'no-cache-refused',
  breaks: ['BRW-02', 'BRW-01'],
  summary: "A rule against cache purging refuses requests with `Cache-Control: no-cache`, which every browser's EventSource sends.",
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      if (asksForNoCache(exchange)) exchange.server.parts.refuse(exchange, 403, 'caches are not purged from here')
      else clean.openStream(exchange)
    },
  }),
}
