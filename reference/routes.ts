/** Which path and method have which handler. */

import { abandon, type Exchange, fieldValues, isGone } from './exchange.js'
import { answerMetrics } from './metrics.js'
import { answerPublish } from './publish.js'
import { answerPoll } from './transports/poll.js'
import { openWebSocket } from './transports/websocket.js'

type Answer = (exchange: Exchange) => void | Promise<void>

type Routes = Record<string, Record<string, Answer>>

const stream: Routes[string] = {
  GET: exchange => exchange.server.parts.openStream(exchange),
  HEAD: exchange => exchange.server.parts.answerHead(exchange),
}
const metrics: Routes[string] = { GET: answerMetrics, HEAD: answerMetrics }

/**
 * Paths besides the stream. A path that ends with `/` takes one more segment, a channel's name. Other paths go to `parts.answerElsewhere`.
 */
const ofChannels: Routes = {
  '/publish': { POST: answerPublish },
  '/metrics': metrics,
  '/poll/': { GET: answerPoll },
  '/ws/': { GET: openWebSocket },
}
const ofSync: Routes = { '/metrics': metrics }
const ofSyncOnly: Routes = {}

export function route(exchange: Exchange): void {
  run(answerOf(exchange), exchange).catch(() => abandon(exchange))
}

function answerOf({ path, method, server }: Exchange): Answer {
  const { stream_path, metrics_address } = server.settings
  const served = server.sync === undefined ? ofChannels : metrics_address === undefined ? ofSync : ofSyncOnly
  const place = Object.hasOwn(served, path) ? path : path.replace(/[^/]+$/, '')
  const beside = Object.hasOwn(served, place) ? served[place] : undefined
  const methods = path === stream_path ? stream : beside
  if (methods === undefined) return exchange => exchange.server.parts.answerElsewhere(exchange)
  const supported = [...Object.keys(methods), 'OPTIONS']
  if (method === 'OPTIONS') return exchange => exchange.server.parts.answerOptions(exchange, supported)
  const found = Object.hasOwn(methods, method) ? methods[method] : undefined
  return found ?? (exchange => exchange.server.parts.refuseMethod(exchange, supported))
}

async function run(found: Answer, exchange: Exchange): Promise<void> {
  await exchange.server.peers?.inStep()
  // A client that disconnected meanwhile would never be removed.
  if (isGone(exchange)) return
  // Whoever is in front may have decided by the other one (RFC 9112 §3.2).
  if (fieldValues(exchange, 'host').length > 1) exchange.server.parts.refuse(exchange, 400, 'Host was sent more than once')
  else await found(exchange)
}
