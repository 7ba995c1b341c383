/** From a request to its response. */

import type { Field } from '../reference/index.js'
import { answerJson, bearerToken, type Exchange, fieldValues } from '../reference/index.js'
import type { Route, UserCall } from './call.js'
import { type Core, userOf } from './core.js'
import { badJson, errorContent, invalidParam, MatrixError, notJson } from './errors.js'
import { checkDepth, isObject, type JsonObject } from './json.js'
import type { Found, Router } from './router.js'
import { sessionOf } from './sessions.js'

const PREFIX = '/_matrix/client'

/** @returns whether the path is one of the homeserver's; else nothing was answered */
export async function serve(core: Core, router: Router, exchange: Exchange): Promise<boolean> {
  if (!exchange.path.startsWith(`${PREFIX}/`)) return false
  // The endpoints of r0 are those of v3.
  const found = router(exchange.path.slice(PREFIX.length).replace(/^\/r0\//, '/v3/'))
  if (found === undefined) return false
  const methods = [...found.methods.keys(), 'OPTIONS']
  if (exchange.method === 'OPTIONS') exchange.server.parts.answerOptions(exchange, methods)
  else await answerCall(core, exchange, found, methods)
  return true
}

async function answerCall(core: Core, exchange: Exchange, found: Found, methods: readonly string[]): Promise<void> {
  try {
    const matched = found.methods.get(exchange.method) ?? headOf(exchange, found)
    if (matched === undefined) {
      throw new MatrixError(405, 'M_UNRECOGNIZED', 'the method is not supported here', {}, [['Allow', methods.join(', ')]])
    }
    const params = parametersOf(matched.names, found.values)
    const content = await run(core, exchange, matched.route, params)
    answerJson(exchange, 200, exchange.server.parts.cors(exchange, 'answer'), content)
  } catch (error) {
    answerError(exchange, error)
  }
}

/** Public GET endpoints, such as `/versions`, also accept HEAD (RFC 9110 §9.3.2); Node omits the content. */
function headOf({ method }: Exchange, found: Found): ReturnType<Found['methods']['get']> {
  const get = found.methods.get('GET')
  return method === 'HEAD' && get?.route.access === 'anyone' ? get : undefined
}

async function run(core: Core, exchange: Exchange, route: Route, params: Record<string, string>): Promise<object> {
  const gone = new AbortController()
  exchange.response.once('close', () => gone.abort())
  const address = exchange.socket.remoteAddress
  const body = ['GET', 'HEAD'].includes(exchange.method) ? {} : await bodyOf(exchange, core.settings.limits.request_bytes)
  const call = { core, params, query: exchange.query, body, gone: gone.signal, address }
  if (route.access === 'anyone') return route.run(call as unknown as UserCall)
  const session = sessionOf(core, bearerToken(exchange))
  const user = userOf(core, session.user_id)
  if (user.guest && route.access === 'no-guests') throw new MatrixError(403, 'M_GUEST_ACCESS_FORBIDDEN', 'guests may not do this')
  const device = user.devices.get(session.device_id)
  if (device !== undefined) {
    device.last_seen_ts = Date.now()
    device.last_seen_ip = address
  }
  return route.run({ ...call, session, user })
}

function parametersOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]))
  } catch {
    throw invalidParam('the path is not percent-encoded UTF-8')
  }
}

/** Empty content is treated as `{}`, because some clients send none. */
async function bodyOf(exchange: Exchange, limit_bytes: number): Promise<JsonObject> {
  const content = await contentOf(exchange, limit_bytes)
  if (content.length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    throw notJson('the content is not JSON in UTF-8')
  }
  if (!isObject(value)) throw badJson('the content is not a JSON object')
  checkDepth(value)
  return value
}

async function contentOf(exchange: Exchange, limit_bytes: number): Promise<Buffer> {
  // The rest is not read, so HTTP/1 cannot reuse this connection.
  const closing: Field[] = exchange.version === '2' ? [] : [['Connection', 'close']]
  const refusal = new MatrixError(413, 'M_TOO_LARGE', `the content is over ${limit_bytes} bytes`, {}, closing)
  if (Number(fieldValues(exchange, 'content-length')[0] ?? 0) > limit_bytes) throw refusal
  const chunks: Buffer[] = []
  let length_bytes = 0
  for await (const chunk of exchange.request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length_bytes += chunk.length
    if (length_bytes > limit_bytes) throw refusal
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Any other error is a bug in this server, and the response exposes nothing about it. */
function answerError(exchange: Exchange, thrown: unknown): void {
  const { parts } = exchange.server
  // The client disconnected while it was sending, so no one would read a response.
  if (exchange.request.destroyed && !exchange.request.complete) return
  const error = thrown instanceof MatrixError ? thrown : new MatrixError(500, 'M_UNKNOWN', 'the server met an error of its own')
  const { status, fields } = error.problem === undefined ? error : parts.challenge(error.problem)
  answerJson(exchange, status, [...parts.cors(exchange, 'error'), ...fields], errorContent(error))
}
