/** A gateway that adds Sync over SSE (MSC2108) to a homeserver without it, and forwards everything else. */

import { atLeast, type Backend, type Exchange, type MetricRow } from '../reference/index.js'
import { trustOf } from './forwarded.js'
import { createHeld } from './held.js'
import { createIdentities } from './identities.js'
import { createInboxes } from './inboxes.js'
import { LIMITS, type Limits } from './limits.js'
import { isSync, proxySync } from './proxied-sync.js'
import { passBack, passedOn, proxy } from './proxy.js'
import { mayRevoke, userOf } from './revocation.js'
import { createSource } from './source.js'
import { createUpstream, type UpstreamOptions } from './upstream.js'

export interface GatewayOptions extends UpstreamOptions {
  /** Seconds that one upstream `/sync` may wait. Default 30. */
  readonly upstream_poll_s?: number
  /** Seconds between token checks. Default 4. */
  readonly upstream_check_s?: number
  /** Bytes of one upstream `/sync` response. Default 256 MiB. */
  readonly max_response_bytes?: number
  /** Addresses or networks, `ADDRESS[/BITS]`, of reverse proxies whose `X-Forwarded-*`, `Forwarded` and `X-Real-IP` are passed on. Default none. */
  readonly trusted_proxies?: readonly string[]
  /** Other limits than those of `limits.ts`. */
  readonly limits?: Partial<Limits>
}

const MIB = 1024 * 1024

/** @throws {RangeError} if the upstream is not an HTTP URL, or a trusted proxy not an address; {Error} if the certificate authorities cannot be read */
export function createGateway(options: GatewayOptions): Backend {
  for (const name of ['upstream_poll_s', 'upstream_check_s', 'max_response_bytes'] as const) atLeast(0.001, name, options[name] ?? 1)
  const upstream = createUpstream(options)
  const limits = { ...LIMITS, ...options.limits }
  const inboxes = createInboxes({
    messages: limits.kept_messages_a_device,
    bytes: limits.kept_bytes_a_device,
    all_bytes: limits.kept_bytes,
  })
  const held = createHeld(limits)
  const passing = { upstream, limits, isTrusted: trustOf(options.trusted_proxies ?? []) }
  const identities = createIdentities(upstream)
  const max_bytes = options.max_response_bytes ?? 256 * MIB
  const poll_ms = 1000 * (options.upstream_poll_s ?? 30)
  const check_ms = 1000 * (options.upstream_check_s ?? 4)
  const source = createSource({ upstream, inboxes, held, poll_ms, check_ms, max_bytes }, identities)

  const proxyRevoking = async (exchange: Exchange) => {
    const user_id = await userOf(exchange, identities)
    const response = await passedOn(exchange, passing)
    if (response === undefined) return
    // Before the client gets the response, so that nothing that happens afterwards is delivered by an earlier call.
    if (response.statusCode < 300) source.recheck(user_id)
    await passBack(exchange, response, passing)
  }
  return {
    source,
    answer: async exchange => {
      if (isSync(exchange)) await proxySync(exchange, { ...passing, identities, inboxes, held, max_bytes })
      else if (mayRevoke(exchange)) await proxyRevoking(exchange)
      else await proxy(exchange, passing)
      return true
    },
    metrics: () => {
      const { requests, errors, retries, bytes_received } = upstream.counters
      const kept = inboxes.kept()
      const rows: MetricRow[] = [
        ['ssespec_gateway_upstream_requests_total', 'counter', 'Requests to the homeserver.', requests],
        ['ssespec_gateway_upstream_errors_total', 'counter', 'Requests that got no answer, or one of 5xx.', errors],
        ['ssespec_gateway_upstream_retries_total', 'counter', 'Calls of streams that failed and were put off.', retries],
        ['ssespec_gateway_sync_bytes_received_total', 'counter', 'Bytes of /sync responses received for streams.', bytes_received],
        [
          'ssespec_gateway_held_bytes',
          'gauge',
          'Bytes of /sync responses that are being received, or wait for their readers.',
          held.bytes(),
        ],
        ['ssespec_gateway_to_device_kept', 'gauge', 'To-device messages that no client has acknowledged yet.', kept.messages],
        ['ssespec_gateway_to_device_kept_bytes', 'gauge', 'Their bytes.', kept.bytes],
      ]
      return rows
    },
    restarted: () => {
      inboxes.forget()
      identities.forget()
    },
    stop: () => upstream.close(),
  }
}
