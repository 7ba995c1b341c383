/** Responses in the format of the Matrix Client-Server API: standard error responses, and CORS for every origin. */

import { answerHeadOnly } from '../answers.js'
import { type AuthenticationProblem, bearerToken } from '../authenticate.js'
import { abandon, answer, type Exchange } from '../exchange.js'
import type { Field } from '../head.js'
import { prepare } from './open-sync-stream.js'
import type { Refusal } from './source.js'

const ERRCODES: Record<number, string> = {
  400: 'M_INVALID_PARAM',
  401: 'M_MISSING_TOKEN',
  404: 'M_UNRECOGNIZED',
  405: 'M_UNRECOGNIZED',
  429: 'M_LIMIT_EXCEEDED',
}

export function matrixError(status: number, error: string): object {
  return { errcode: ERRCODES[status] ?? 'M_UNKNOWN', error }
}

/** Any origin, without credentials: tokens authenticate, not cookies (Client-Server API, "Web Browser Clients"). */
export function anyOrigin(): Field[] {
  return [['Access-Control-Allow-Origin', '*']]
}

/**
 * Listed by name, because `*` does not include Authorization (Fetch): the fields that the specification recommends, and those that a stream also
 * needs.
 */
export function allowedSyncFields(): string[] {
  return ['authorization', 'last-event-id', 'content-type', 'cache-control', 'x-requested-with']
}

/** Checks only that there is a token; the source checks whether it is valid. */
export function authenticateSync(exchange: Exchange): AuthenticationProblem | undefined {
  return bearerToken(exchange) === undefined ? 'missing-token' : undefined
}

/** The source's response instead of a stream, unchanged. */
export function passRefusal(exchange: Exchange, { status, fields, content }: Refusal): void {
  const { parts } = exchange.server
  const json: Field[] = [['Content-Type', 'application/json'], ['Cache-Control', 'no-store'], ...parts.cors(exchange, 'error')]
  if (status !== 401) {
    answer(exchange, status, [...json, ...fields], content)
    return
  }
  const challenge = parts.challenge('unknown-token')
  const rest = fields.filter(([name]) => name.toLowerCase() !== 'www-authenticate')
  answer(exchange, challenge.status, [...json, ...rest, ...challenge.fields], content)
}

/** The response headers of GET; the chain that it opens is closed immediately. */
export function answerSyncHead(exchange: Exchange): void {
  const look = async () => {
    const prepared = await prepare(exchange)
    prepared?.close()
    if (prepared !== undefined) answerHeadOnly(exchange)
  }
  look().catch(() => abandon(exchange))
}

/** A path that the backend may know. */
export function answerByBackend(exchange: Exchange): void {
  const ask = async () => {
    const known = await exchange.server.sync?.backend.answer(exchange)
    if (known !== true) exchange.server.parts.refuse(exchange, 404, 'there is nothing at this path')
  }
  ask().catch(() => abandon(exchange))
}
