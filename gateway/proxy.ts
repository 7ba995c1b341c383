/** Forwards a request to the homeserver, and the response back, untouched (RFC 9110 §7.6 and §7.6.1). */

import { ServerResponse } from 'node:http'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Dispatcher } from 'undici'
import { abandon, type Exchange } from '../reference/index.js'
import { type IsTrusted, withForwarded } from './forwarded.js'
import type { Limits } from './limits.js'
import { watchDownload, watchUpload } from './progress.js'
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

export interface Passing {
  readonly upstream: Upstream
  readonly isTrusted: IsTrusted
  readonly limits: Limits
}

export async function proxy(exchange: Exchange, passing: Passing): Promise<void> {
  const response = await passedOn(exchange, passing)
  if (response !== undefined) await passBack(exchange, response, passing)
}

/** Responses without content, whatever their Content-Length says (RFC 9110 §8.6). */
const WITHOUT_CONTENT = [204, 304]

/** Writes the response to the client. If one end disconnects, the other end's connection is closed. */
export async function passBack(
  exchange: Exchange,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { limits }: Passing,
): Promise<void> {
  const { response } = exchange
  writeHead(exchange, statusCode, passedBack(headers))
  if (WITHOUT_CONTENT.includes(statusCode)) {
    // undici misses the bytes that Content-Length announces.
    body.on('error', () => undefined).resume()
    response.end()
    return
  }
  let written_bytes = 0
  const meter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      written_bytes += chunk.length
      done(null, chunk)
    },
  })
  watchDownload(
    exchange,
    () => written_bytes,
    limits,
    () => abandon(exchange),
  )
  await pipeline(body, meter, response).catch(() => undefined)
}

/** The upstream's response, whose body is still to be read. Undefined if there is none; then the client got an error, or is gone. */
export async function passedOn(
  exchange: Exchange,
  { upstream, isTrusted, limits }: Passing,
  { replaced = {}, body_timeout_ms = 0 }: { readonly replaced?: Fields; readonly body_timeout_ms?: number } = {},
): Promise<Dispatcher.ResponseData | undefined> {
  const { request, response } = exchange
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  const content = hasContent(exchange) ? request : null
  if (content !== null)
    watchUpload(exchange, limits, () => {
      gone.abort()
      refuseLate(exchange)
    })
  try {
    return await upstream.request(targetOf(exchange), {
      method: exchange.method,
      headers: { ...withForwarded(withoutConnection(request.headers), exchange, isTrusted), ...replaced, host: upstream.host },
      body: content,
      signal: gone.signal,
      // By default no timeout: how long a call may take is up to the client and the homeserver.
      headersTimeout: 0,
      bodyTimeout: body_timeout_ms,
    })
  } catch {
    if (!gone.signal.aborted) exchange.server.parts.refuse(exchange, 502, 'the homeserver cannot be reached')
    return undefined
  }
}

/** The content of the request does not come: nothing else can come on its connection. */
function refuseLate(exchange: Exchange): void {
  const { response, server } = exchange
  if (response.headersSent) {
    abandon(exchange)
    return
  }
  response.once('finish', () => abandon(exchange))
  const closing: readonly (readonly [string, string])[] = exchange.version === '2' ? [] : [['Connection', 'close']]
  server.parts.refuse(exchange, 408, 'the content of the request took too long', closing)
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
