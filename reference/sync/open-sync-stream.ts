/** GET /_matrix/client/v3/sync/sse: from the request to an open stream (MSC2108). */

import { admitted, bearerToken } from '../authenticate.js'
import { abandon, type Exchange, isGone } from '../exchange.js'
import type { Parts } from '../parts.js'
import { createStream, enter, leftBytes, pump } from '../stream.js'
import { chainFeed } from './chain-feed.js'
import { SHORTEST_INTERVAL_S } from './heartbeat-interval.js'
import type { SyncChain, SyncRequest } from './source.js'

/** An open chain, before any response. */
export interface Prepared {
  readonly chain: SyncChain
  readonly heartbeat_interval_ms: number
  /** Closes the chain and frees the device's slot. */
  close(): void
}

const LIMIT_RETRY_S = 5

export function openSyncStream(exchange: Exchange): void {
  const open = async () => {
    const prepared = await prepare(exchange)
    if (prepared !== undefined) start(exchange, prepared)
  }
  open().catch(() => abandon(exchange))
}

function start(exchange: Exchange, prepared: Prepared): void {
  const { server } = exchange
  const head = server.parts.streamHead(exchange)
  const outlet = server.parts.outletOf(exchange, head)
  const feed = chainFeed({ next: prepared.chain.next, close: prepared.close })
  const stream = createStream(server, feed, outlet, prepared.heartbeat_interval_ms)
  prepared.chain.attach?.({ left_bytes: () => leftBytes(stream), drop: () => server.parts.drop(stream) })
  outlet.head(head)
  outlet.write(server.opening)
  enter(stream)
  // A stop during the opening of the chain had no stream to end.
  if (server.stopping) server.parts.finish(stream)
  else pump(stream)
}

/** Checks the request and opens its chain. Undefined if it got a response, or its client disconnected. */
export async function prepare(exchange: Exchange): Promise<Prepared | undefined> {
  const { parts, settings, sync } = exchange.server
  if (sync === undefined || !admitted(exchange)) return undefined
  const interval_ms = parts.heartbeatInterval(exchange.query.getAll('heartbeat_interval'), settings.heartbeat_interval_ms)
  const ids = parts.lastEventIds(exchange)
  if (interval_ms === undefined) {
    parts.refuse(exchange, 400, `heartbeat_interval is a number of seconds in digits, at least ${SHORTEST_INTERVAL_S}`)
    return undefined
  }
  // It is unknown which one to trust (RFC 9110 §5.2 and §5.3: only lists may be repeated).
  if (ids.length > 1) {
    parts.refuse(exchange, 400, 'Last-Event-ID was sent more than once')
    return undefined
  }
  const leave = sync.limit.enter(bearerToken(exchange) ?? '')
  if (leave === undefined) {
    parts.refuse(exchange, 429, 'this device has too many streams open', [['Retry-After', String(LIMIT_RETRY_S)]])
    return undefined
  }
  const chain = await openedChain(exchange, leave)
  const close = () => {
    leave()
    chain?.close()
  }
  return chain && { chain, heartbeat_interval_ms: interval_ms, close }
}

async function openedChain(exchange: Exchange, leave: () => void): Promise<SyncChain | undefined> {
  const { parts } = exchange.server
  try {
    const opened = await parts.openChain(parts.syncRequest(exchange), exchange)
    if ('refusal' in opened) parts.passRefusal(exchange, opened.refusal)
    else if (!isGone(exchange)) return opened
    else opened.close()
  } catch {
    parts.refuse(exchange, 500, 'internal error')
  }
  leave()
  return undefined
}

/** The `/sync` request behind this stream. `since` and `timeout` have no effect (MSC2108, "Proposal"; reading A8); an empty id means none (A11). */
export function syncRequest(exchange: Exchange): SyncRequest {
  const { query, server } = exchange
  const [id = ''] = server.parts.lastEventIds(exchange)
  const parameter = (name: string) => query.get(name) ?? undefined
  return {
    access_token: bearerToken(exchange),
    acts_for: actsFor(query),
    since: id === '' ? undefined : id,
    filter: parameter('filter'),
    full_state: parameter('full_state'),
    set_presence: parameter('set_presence'),
    use_state_after: parameter('use_state_after'),
  }
}

const ACTS_FOR = ['user_id', 'device_id', 'org.matrix.msc3202.device_id']

/** Who an application service acts for: the same token with other parameters has another device's data. */
export function actsFor(query: URLSearchParams): [name: string, value: string][] {
  return [...query].filter(([name]) => ACTS_FOR.includes(name))
}

export function openChain(request: SyncRequest, exchange: Exchange): ReturnType<Parts['openChain']> {
  const { sync } = exchange.server
  if (sync === undefined) throw new Error('this profile has no chains')
  return sync.backend.source.open(request)
}
