import type { ExchangeReading } from '../exchange.js'
import type { OwnFacts } from '../profiles.js'
import { matrixExchangeFacts } from './exchange.js'
import { matrixFacts, syncFacts } from './facts.js'

/** A stream, or a probe that acts as a client: it is evaluated as a whole. */
const isFollowed = ({ open }: ExchangeReading): boolean => open.role === 'stream' || !open.client.startsWith('probe-')

/** Profile matrix: what a homeserver's responses say, beside /sync. */
export const ofHomeserver: OwnFacts = {
  exchange: (exchange, scenario, session, whole) => ({
    ...(isFollowed(exchange) ? { sync: syncFacts(exchange, scenario.named, !whole) } : {}),
    ...(whole ? {} : matrixExchangeFacts(exchange, scenario, session)),
  }),
  scenario: matrixFacts,
  // Messages may be missing from a limited timeline; what arrives is compared with /sync instead.
  mayLeaveOut: true,
}
