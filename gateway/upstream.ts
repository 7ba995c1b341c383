/** The connections to the homeserver behind the gateway. */

import { createSecureContext } from 'node:tls'
import { Agent, type Dispatcher } from 'undici'
import { authorities } from './authorities.js'

export interface UpstreamOptions {
  /** `https://host[:port][/path]` */
  readonly upstream: string
  /** PEM of certificate authorities to trust in addition to the system's. */
  readonly upstream_ca?: string
  readonly upstream_insecure?: boolean
}

export interface Counters {
  requests: number
  /** Requests that got no response, or a 5xx. */
  errors: number
  /** Stream requests that were retried. */
  retries: number
  bytes_received: number
}

export type Asked = Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body' | 'signal' | 'headersTimeout' | 'bodyTimeout'>

export interface Upstream {
  readonly host: string
  readonly counters: Counters
  /**
   * Sends a request; `target` is a path and query, sent unchanged.
   * @throws undici's errors if there is no response
   */
  request(target: string, asked: Asked & { method: string }): Promise<Dispatcher.ResponseData>
  /** Cancels every request. */
  close(): Promise<void>
}

/** @throws {RangeError} if the upstream is not an HTTP URL */
export function createUpstream(options: UpstreamOptions): Upstream {
  const url = urlOf(options.upstream)
  const base = url.pathname.replace(/\/+$/, '')
  const counters: Counters = { requests: 0, errors: 0, retries: 0, bytes_received: 0 }
  // One connection per stream, because each waits in its own long poll.
  const agent = new Agent({ connections: null, pipelining: 1, connect: { timeout: 10_000, keepAlive: true, ...trust(url, options) } })
  return {
    host: url.host,
    counters,
    request: async (target, asked) => {
      counters.requests += 1
      try {
        const method = asked.method as Dispatcher.HttpMethod
        const response = await agent.request({ ...asked, method, origin: url.origin, path: `${base}${target}` })
        if (response.statusCode >= 500) counters.errors += 1
        return response
      } catch (error) {
        if (asked.signal instanceof AbortSignal && !asked.signal.aborted) counters.errors += 1
        throw error
      }
    },
    close: () => agent.destroy(),
  }
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new RangeError(`upstream is "${text}"; give https://host or http://host`)
  if (url.username !== '' || url.search !== '' || url.hash !== '') throw new RangeError('upstream has a user, a query or a fragment')
  return url
}

function trust({ protocol }: URL, { upstream_ca, upstream_insecure }: UpstreamOptions): object {
  if (protocol === 'http:') return {}
  // Created once, because each connection would parse all certificates again.
  return { secureContext: createSecureContext({ ca: authorities(upstream_ca) }), rejectUnauthorized: upstream_insecure !== true }
}
