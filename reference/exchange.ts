/** One request and its response, the same over HTTP/1 and HTTP/2. */

import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse, ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import type { Field } from './head.js'
import { http2Fields } from './http2-outlet.js'
import type { Server } from './parts.js'

export type Version = '1.0' | '1.1' | '2'
export type Request = IncomingMessage | Http2ServerRequest
export type Response = ServerResponse | Http2ServerResponse

export interface Exchange {
  readonly server: Server
  readonly request: Request
  readonly response: Response
  readonly version: Version
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** The connection; read-only over HTTP/2. */
  readonly socket: Socket
  readonly http2Stream: ServerHttp2Stream | undefined
  /** Bytes after the headers of a request that asks for another protocol (RFC 9110 §7.8). */
  readonly upgrade: Buffer | undefined
}

export function exchangeOf(server: Server, request: Request, response: Response, upgrade?: Buffer): Exchange {
  // The target may be in absolute form (RFC 9112 §3.2.2), and a path may start with `//`, which URL would parse as a host.
  const target = (request.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '')
  const mark = target.indexOf('?')
  return {
    server,
    request,
    response,
    version: request.httpVersionMajor === 2 ? '2' : request.httpVersion === '1.0' ? '1.0' : '1.1',
    method: request.method ?? 'GET',
    path: (mark < 0 ? target : target.slice(0, mark)) || '/',
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    socket: request.socket,
    http2Stream: response instanceof ServerResponse ? undefined : response.stream,
    upgrade,
  }
}

/** Every value of a request field, in order, as Node provides it: one character per byte. Names are case-insensitive (RFC 9110 §5.1). */
export function fieldValues(exchange: Exchange, name: string): string[] {
  const raw = exchange.request.rawHeaders
  const values: string[] = []
  for (let index = 0; index + 1 < raw.length; index += 2) {
    if (raw[index]?.toLowerCase() === name) values.push(raw[index + 1] ?? '')
  }
  return values
}

const NO_FIELDS: string[] = []
const NO_HEADERS = {}

/** A stream outlives its request by hours, and Node keeps the request as long as the stream, so its parsed data is released. */
export function forgetFields({ request }: Exchange): void {
  if (!(request instanceof IncomingMessage)) return
  request.rawHeaders = NO_FIELDS
  request.headers = NO_HEADERS
}

/** A complete response with a length. In response to HEAD, Node omits the content (RFC 9110 §9.3.2). */
export function answer(exchange: Exchange, status: number, fields: readonly Field[], content: string | Buffer): void {
  const { response } = exchange
  const length: Field[] = status === 204 ? [] : [['Content-Length', String(Buffer.byteLength(content))]]
  const all = [...fields, ...length]
  if (response instanceof ServerResponse) response.writeHead(status, all.flat()).end(content)
  else if (!response.stream.destroyed) response.writeHead(status, http2Fields(all) as OutgoingHttpHeaders).end(content)
}

export function answerJson(exchange: Exchange, status: number, fields: readonly Field[], content: unknown): void {
  const json: Field[] = [
    ['Content-Type', 'application/json'],
    ['Cache-Control', 'no-store'],
  ]
  answer(exchange, status, [...json, ...fields], `${JSON.stringify(content)}\n`)
}

/** The client disconnected, so there is no one to respond to. */
export function isGone({ socket, http2Stream }: Exchange): boolean {
  return http2Stream === undefined ? socket.destroyed || !socket.writable : http2Stream.destroyed
}

/** The request was cut off, or serving it failed: no response could be understood any more. */
export function abandon(exchange: Exchange): void {
  if (exchange.http2Stream !== undefined) exchange.http2Stream.destroy()
  else exchange.socket.destroy()
}
