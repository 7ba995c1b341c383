/** Which path and method are answered by what. */

import type { Exchange } from './exchange.js'
import { answerMetrics } from './metrics.js'
import { answerPublish } from './publish.js'

type Answer = (exchange: Exchange) => void | Promise<void>

const routes: Record<string, Record<string, Answer>> = {
  '/events': {
    GET: exchange => exchange.server.parts.openStream(exchange),
    HEAD: exchange => exchange.server.parts.answerHead(exchange),
  },
  '/publish': { POST: answerPublish },
  '/metrics': { GET: answerMetrics, HEAD: answerMetrics },
}

export function route(exchange: Exchange): void {
  run(answerOf(exchange), exchange).catch(() => abandon(exchange))
}

function answerOf({ path, method }: Exchange): Answer {
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined
  if (methods === undefined) return exchange => exchange.server.parts.answerElsewhere(exchange)
  const supported = [...Object.keys(methods), 'OPTIONS']
  if (method === 'OPTIONS') return exchange => exchange.server.parts.answerOptions(exchange, supported)
  const found = Object.hasOwn(methods, method) ? methods[method] : undefined
  return found ?? (exchange => exchange.server.parts.refuseMethod(exchange, supported))
}

async function run(found: Answer, exchange: Exchange): Promise<void> {
  await found(exchange)
}

/** The request broke off, or serving it failed: nothing that could still be said would be understood. */
function abandon(exchange: Exchange): void {
  if (exchange.http2Stream !== undefined) exchange.http2Stream.destroy()
  else exchange.socket.destroy()
}
