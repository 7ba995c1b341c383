/** Short responses: refusals, HEAD and OPTIONS. */

import { admitted } from './authenticate.js'
import { answer, answerJson, type Exchange } from './exchange.js'
import { type Field, streamHead } from './head.js'

/** A JSON error that cross-origin pages can read, and that exposes no internals. */
export function refuse(exchange: Exchange, status: number, error: string, fields: readonly Field[] = []): void {
  const { parts } = exchange.server
  answerJson(exchange, status, [...parts.cors(exchange, 'error'), ...fields], parts.errorContent(status, error))
}

export function errorContent(_status: number, error: string): object {
  return { error }
}

export function answerElsewhere(exchange: Exchange): void {
  exchange.server.parts.refuse(exchange, 404, 'there is nothing at this path')
}

/** RFC 9110 §15.5.6: the response lists the supported methods. */
export function refuseMethod(exchange: Exchange, methods: readonly string[]): void {
  exchange.server.parts.refuse(exchange, 405, 'the method is not supported here', [['Allow', methods.join(', ')]])
}

/** The response headers of GET, without content; then the exchange is over (RFC 9110 §9.3.2). */
export function answerHead(exchange: Exchange): void {
  if (admitted(exchange)) answerHeadOnly(exchange)
}

export function answerHeadOnly(exchange: Exchange): void {
  const perMessage = new Set(['Transfer-Encoding', 'Connection', 'Date', 'Content-Encoding'])
  const fields = streamHead(exchange).fields.filter(([name]) => !perMessage.has(name))
  const { response } = exchange
  if ('stream' in response) {
    const headers = Object.fromEntries(fields)
    if (!response.stream.destroyed) response.writeHead(200, headers).end()
  } else response.writeHead(200, fields.flat()).end()
}

/** No token is required, because a preflight cannot carry one (Fetch, CORS-preflight fetch). */
export function answerOptions(exchange: Exchange, methods: readonly string[]): void {
  const { parts } = exchange.server
  const fields: Field[] = [
    ['Allow', methods.join(', ')],
    ...parts.cors(exchange, 'preflight'),
    ['Access-Control-Allow-Methods', methods.join(', ')],
    ['Access-Control-Allow-Headers', parts.allowedFields().join(', ')],
    ['Access-Control-Max-Age', '7200'],
  ]
  answer(exchange, 204, fields, '')
}

/** Listed by name, because `*` does not include Authorization (Fetch). EventSource polyfills send Cache-Control. */
export function allowedFields(): string[] {
  return ['authorization', 'last-event-id', 'cache-control', 'content-type']
}
