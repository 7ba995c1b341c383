import type { ExchangeReading } from '../exchange.js'
import { jsonObject } from '../payload.js'
import type { ObservedProfile } from '../profiles.js'
import { matrixExchangeFacts } from './exchange.js'
import { matrixFacts, syncFacts } from './facts.js'
import { messagesIn } from './messages.js'

/** A stream, or a probe that acts as a client: it is evaluated as a whole. */
const isFollowed = ({ open }: ExchangeReading): boolean => open.role === 'stream' || !open.client.startsWith('probe-')

/** Profile matrix: what a homeserver's responses say, beside /sync. */
export const ofHomeserver: ObservedProfile = {
  // Accounts, and rooms to send to.
  has: { token: true, homeserver: true, publish: true, channels: true },
  carrying: { responseIn: jsonObject, payloadsIn: messagesIn, unmarked: true },
  exchange: (exchange, scenario, session, whole) => ({
    ...(isFollowed(exchange) ? { sync: syncFacts(exchange, scenario.named, !whole) } : {}),
    ...(whole ? {} : matrixExchangeFacts(exchange, scenario, session)),
  }),
  scenario: matrixFacts,
  // Messages may be missing from a limited timeline; what arrives is compared with /sync instead.
  mayLeaveOut: true,
}
