/** Forwards a request to the homeserver, and the response back, untouched (RFC 9110 §7.6 and §7.6.1). */

import { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Dispatcher } from 'undici'
import type { Exchange } from '../reference/index.js'
import type { Upstream } from './upstream.js'

/** Hop-by-hop fields besides those that `Connection` names, and fields that undici sets or does not send. */
const NOT_PASSED_ON = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'host',
  'expect',
]

type Fields = Record<string, string | string[]>

export async function proxy(exchange: Exchange, upstream: Upstream): Promise<void> {
  const response = await passedOn(exchange, upstream)
  if (response === undefined) return
  writeHead(exchange, response.statusCode, passedBack(response.headers))
  // If one end disconnects, the other end's connection is closed.
  await pipeline(response.body, exchange.response).catch(() => undefined)
}

/** The upstream's response, whose body is still to be read. Undefined if there is none; then the client got an error, or is gone. */
export async function passedOn(
  exchange: Exchange,
  upstream: Upstream,
  replaced: Fields = {},
): Promise<Dispatcher.ResponseData | undefined> {
  const { request, response } = exchange
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  try {
    return await upstream.request(targetOf(exchange), {
      method: exchange.method,
      headers: { ...passedOnFields(exchange, upstream), ...replaced },
      body: hasContent(exchange) ? request : null,
      signal: gone.signal,
      // No timeout: how long a call may take is up to the client and the homeserver.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  } catch {
    if (!gone.signal.aborted) exchange.server.parts.refuse(exchange, 502, 'the homeserver cannot be reached')
    return undefined
  }
}

export function writeHead({ response }: Exchange, status: number, fields: Fields): void {
  if (response instanceof ServerResponse) response.writeHead(status, fields)
  else if (!response.stream.destroyed) response.writeHead(status, fields)
}

/** The path and query as they were received. */
function targetOf({ request }: Exchange): string {
  return (request.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '').replace(/^(?!\/)/, '/')
}

function hasContent({ request, http2Stream }: Exchange): boolean {
  if (http2Stream !== undefined) return !http2Stream.endAfterHeaders
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
}

function passedOnFields({ request, socket, http2Stream }: Exchange, upstream: Upstream): Fields {
  const fields = withoutConnection(request.headers)
  const host = request.headers[':authority'] ?? request.headers.host
  const forwarded = [request.headers['x-forwarded-for'] ?? [], socket.remoteAddress ?? []].flat()
  const secure = 'encrypted' in (http2Stream?.session?.socket ?? socket)
  return {
    'x-forwarded-proto': secure ? 'https' : 'http',
    ...(host !== undefined && { 'x-forwarded-host': String(host) }),
    ...fields,
    'x-forwarded-for': forwarded.join(', '),
    host: upstream.host,
  }
}

export function passedBack(headers: Dispatcher.ResponseData['headers']): Fields {
  return withoutConnection(headers)
}

function withoutConnection(headers: Readonly<Record<string, string | string[] | undefined>>): Fields {
  const named = String(headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
  const dropped = new Set([...NOT_PASSED_ON, ...named])
  const fields: Fields = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !dropped.has(name) && !name.startsWith(':')) fields[name] = value
  }
  return fields
}
