/** Errors of the Client-Server API, "Standard error response". */

import type { AuthenticationProblem, Field } from '../reference/index.js'
import type { JsonObject } from './json.js'

/** Sent as it is: `{"errcode", "error", …}`. Thrown before anything is changed. */
export class MatrixError extends Error {
  constructor(
    readonly status: number,
    /** Undefined if the response asks for more and nothing failed (interactive authentication). */
    readonly errcode: string | undefined,
    message: string,
    /** More fields of the response, such as `retry_after_ms`. */
    readonly more: JsonObject = {},
    readonly fields: readonly Field[] = [],
    /** For a 401: what is wrong with the token. */
    readonly problem: AuthenticationProblem | undefined = undefined,
  ) {
    super(message)
  }
}

export function errorContent(error: MatrixError): JsonObject {
  return error.errcode === undefined ? error.more : { errcode: error.errcode, error: error.message, ...error.more }
}

export const badJson = (message: string) => new MatrixError(400, 'M_BAD_JSON', message)
export const notJson = (message: string) => new MatrixError(400, 'M_NOT_JSON', message)
export const missingParam = (name: string) => new MatrixError(400, 'M_MISSING_PARAM', `"${name}" is missing`)
export const invalidParam = (message: string) => new MatrixError(400, 'M_INVALID_PARAM', message)
export const forbidden = (message: string) => new MatrixError(403, 'M_FORBIDDEN', message)
export const notFound = (message: string) => new MatrixError(404, 'M_NOT_FOUND', message)
export const tooLarge = (message: string) => new MatrixError(413, 'M_TOO_LARGE', message)
export const overLimit = (message: string) =>
  new MatrixError(403, 'M_RESOURCE_LIMIT_EXCEEDED', message, { admin_contact: 'mailto:nobody@invalid' })

export const missingToken = () => new MatrixError(401, 'M_MISSING_TOKEN', 'an access token is needed', {}, [], 'missing-token')
export const unknownToken = () =>
  new MatrixError(401, 'M_UNKNOWN_TOKEN', 'the access token is unknown', { soft_logout: false }, [], 'unknown-token')

/** 429, with the time to wait in both formats. */
export function limitExceeded(retry_after_ms: number, message = 'there are too many requests'): MatrixError {
  const seconds = String(Math.max(1, Math.ceil(retry_after_ms / 1000)))
  return new MatrixError(429, 'M_LIMIT_EXCEEDED', message, { retry_after_ms: Math.ceil(retry_after_ms) }, [['Retry-After', seconds]])
}
