/** Response headers: those of a stream, and those that let cross-origin pages read a response. */

import { STATUS_CODES } from 'node:http'
import { type Exchange, fieldValues } from './exchange.js'

export type Field = readonly [name: string, value: string]

export interface StreamHead {
  readonly status: number
  readonly fields: readonly Field[]
  /** HTTP/1.1: whether the content is chunked. */
  readonly chunked: boolean
  readonly coding: 'gzip' | 'identity'
}

/** The kind of response, because some fields belong only on some. */
export type AnswerKind = 'stream' | 'answer' | 'error' | 'preflight'

export function streamHead(exchange: Exchange): StreamHead {
  const chunked = exchange.version === '1.1'
  const coding = acceptsGzip(fieldValues(exchange, 'accept-encoding').join(',')) ? 'gzip' : 'identity'
  const fields: Field[] = [
    ['Content-Type', 'text/event-stream; charset=utf-8'],
    // A stored stream would be replayed, and a compressing proxy would hold events back (RFC 9111 §5.2.2).
    ['Cache-Control', 'no-store, no-transform'],
    // nginx: forward each event immediately.
    ['X-Accel-Buffering', 'no'],
    ...varying(exchange.server.parts.cors(exchange, 'stream'), 'Accept-Encoding'),
    ['Date', new Date().toUTCString()],
  ]
  if (coding === 'gzip') fields.push(['Content-Encoding', 'gzip'])
  // For HTTP/1.0, the end of the connection is the end of the content, and chunks would be data (RFC 9112 §6.1).
  if (chunked) fields.push(['Transfer-Encoding', 'chunked'])
  else if (exchange.version === '1.0') fields.push(['Connection', 'close'])
  return { status: 200, fields, chunked, coding }
}

/** The bytes of response headers for HTTP/1 (RFC 9112 §4 and §5). */
export function writtenHead(head: StreamHead): Buffer {
  const lines = head.fields.map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`HTTP/1.1 ${head.status} ${STATUS_CODES[head.status] ?? ''}\r\n${lines.join('')}\r\n`, 'latin1')
}

/**
 * The origin is reflected, because `*` does not allow credentials. A response that depends on it has `Vary` even without an Origin (Fetch, CORS
 * protocol and HTTP caches).
 */
export function cors(exchange: Exchange, _kind: AnswerKind): Field[] {
  const [origin] = fieldValues(exchange, 'origin')
  if (origin === undefined) return [['Vary', 'Origin']]
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Vary', 'Origin'],
  ]
}

/** The fields with one more request field in `Vary` (RFC 9110 §12.5.5). */
function varying(fields: readonly Field[], name: string): Field[] {
  const names = [...fields.filter(field => field[0] === 'Vary').map(field => field[1]), name]
  return [...fields.filter(field => field[0] !== 'Vary'), ['Vary', names.join(', ')]]
}

/** Whether gzip is preferred at least as much as no coding (RFC 9110 §12.5.3). */
export function acceptsGzip(acceptEncoding: string): boolean {
  const weights = new Map<string, number>()
  for (const each of acceptEncoding.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = each.split(';').map(part => part.trim())
    const weight = parameters.find(parameter => parameter.startsWith('q='))
    if (coding !== '') weights.set(coding, weight === undefined ? 1 : Number(weight.slice(2)) || 0)
  }
  const any = weights.get('*')
  const identity = weights.get('identity') ?? (any === 0 ? 0 : undefined)
  const gzip = weights.get('gzip') ?? weights.get('x-gzip') ?? (identity === 0 ? (any ?? 0) : 0)
  return gzip > 0 && gzip >= (identity ?? 0)
}

/** The fields with another value for one of them, and optionally another name. */
export function replaced(fields: readonly Field[], name: string, value: string, newName = name): Field[] {
  return fields.map(field => (field[0] === name ? [newName, value] : field))
}
