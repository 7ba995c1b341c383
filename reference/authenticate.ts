/** Bearer tokens (RFC 6750), and the challenge in a refusal (RFC 9110 §11.6.1). */

import { createHash, timingSafeEqual } from 'node:crypto'
import { type Exchange, fieldValues } from './exchange.js'
import type { Field } from './head.js'

export type AuthenticationProblem = 'missing-token' | 'unknown-token'

export function authenticate(exchange: Exchange): AuthenticationProblem | undefined {
  const { token } = exchange.server.settings
  if (token === undefined) return undefined
  const given = bearerToken(exchange)
  if (given === undefined) return 'missing-token'
  return sameToken(given, token) ? undefined : 'unknown-token'
}

/** The scheme is case-insensitive (RFC 9110 §11.1). A token in the query is ignored, because it would end up in logs. */
export function bearerToken(exchange: Exchange): string | undefined {
  const [value = ''] = fieldValues(exchange, 'authorization')
  return /^bearer +(\S+) *$/i.exec(value)?.[1]
}

export function challenge(problem: AuthenticationProblem): { status: number; fields: Field[] } {
  const value = problem === 'missing-token' ? 'Bearer' : 'Bearer error="invalid_token"'
  return { status: 401, fields: [['WWW-Authenticate', value]] }
}

/** Whether the request may proceed; if not, it has been refused. */
export function admitted(exchange: Exchange): boolean {
  const { parts } = exchange.server
  const problem = parts.authenticate(exchange)
  if (problem === undefined) return true
  const { status, fields } = parts.challenge(problem)
  const error = problem === 'missing-token' ? 'a bearer token is needed' : 'the token is unknown'
  parts.refuse(exchange, status, error, fields)
  return false
}

/** Compares digests, so that the time taken reveals nothing about the token. */
function sameToken(given: string, token: string): boolean {
  const digest = (text: string, encoding: 'latin1' | 'utf8') => createHash('sha256').update(text, encoding).digest()
  return timingSafeEqual(digest(given, 'latin1'), digest(token, 'utf8'))
}
