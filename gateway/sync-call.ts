/** One call of the upstream's `/sync` or `/account/whoami`, and its result. */

import type { Dispatcher } from 'undici'
import type { Field, Refusal, SyncRequest } from '../reference/index.js'
import type { Hold } from './held.js'
import { readSyncResponse, type SyncResponse } from './sync-response.js'
import type { Upstream } from './upstream.js'

export type Outcome =
  | { readonly kind: 'response'; readonly response: SyncResponse }
  /** The upstream refuses it permanently. */
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  /** A retry may succeed; a client without a stream yet gets the error. */
  | { readonly kind: 'trouble'; readonly refusal: Refusal; readonly retry_after_ms: number | undefined }
  | { readonly kind: 'aborted' }

export interface SyncCall {
  readonly request: SyncRequest
  readonly since: string | undefined
  /** How long the upstream may wait for something to report, or 0 to return immediately. */
  readonly timeout_ms: number
  readonly full_state: boolean
  /** Counts the bytes of the response. */
  readonly hold: Hold
  readonly signal: AbortSignal
}

/** An initial sync of a large account takes minutes. */
const SLOWEST_MS = 600_000
/** Bytes of an error, or of the answer to `whoami`. */
const SHORT_BYTES = 1 << 20

export async function callSync(upstream: Upstream, call: SyncCall, max_bytes: number): Promise<Outcome> {
  const { access_token } = call.request
  const terms = { access_token, signal: call.signal, patience_ms: SLOWEST_MS, max_bytes, hold: call.hold }
  const answered = await ask(upstream, `/_matrix/client/v3/sync?${queryOf(call)}`, terms)
  if (answered.kind !== 'content') return answered
  const response = await readSyncResponse(answered.bytes)
  return response === undefined ? trouble('the homeserver did not answer as /sync does') : { kind: 'response', response }
}

function queryOf({ request, since, timeout_ms, full_state }: SyncCall): URLSearchParams {
  const query = new URLSearchParams(request.acts_for)
  query.set('timeout', String(timeout_ms))
  const { filter, set_presence, use_state_after } = request
  const given = { since, filter, set_presence, use_state_after, full_state: full_state ? request.full_state : undefined }
  for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, value)
  return query
}

export interface Whoami {
  readonly user_id: string
  readonly device_id: string | undefined
}

/** A token, and who it acts for. */
export type Credential = Pick<SyncRequest, 'acts_for'> & { readonly access_token: string }

export function credentialOf({ access_token = '', acts_for }: SyncRequest): Credential {
  return { access_token, acts_for }
}

/** The owner of the token, the refusal that it gets, or undefined if the upstream cannot say now. */
export async function callWhoami(
  upstream: Upstream,
  { access_token, acts_for }: Credential,
  signal: AbortSignal,
): Promise<Whoami | Refusal | undefined> {
  const terms = { access_token, signal, patience_ms: 30_000, max_bytes: SHORT_BYTES }
  const query = acts_for.length === 0 ? '' : `?${new URLSearchParams(acts_for)}`
  const answered = await ask(upstream, `/_matrix/client/v3/account/whoami${query}`, terms)
  if (answered.kind === 'refusal') return answered.refusal
  return answered.kind === 'content' ? whoamiIn(answered.bytes) : undefined
}

function whoamiIn(bytes: Buffer): Whoami | undefined {
  try {
    const { user_id, device_id } = JSON.parse(bytes.toString()) as { [name: string]: unknown }
    return typeof user_id === 'string' ? { user_id, device_id: typeof device_id === 'string' ? device_id : undefined } : undefined
  } catch {
    return undefined
  }
}

interface Terms {
  readonly access_token: string | undefined
  readonly signal: AbortSignal
  readonly patience_ms: number
  readonly max_bytes: number
  readonly hold?: Hold
}

type Answered = Exclude<Outcome, { kind: 'response' }> | { readonly kind: 'content'; readonly bytes: Buffer }

async function ask(upstream: Upstream, target: string, { access_token, signal, patience_ms, max_bytes, hold }: Terms): Promise<Answered> {
  const headers = { accept: 'application/json', ...(access_token !== undefined && { authorization: `Bearer ${access_token}` }) }
  try {
    const response = await upstream.request(target, { method: 'GET', headers, signal, headersTimeout: patience_ms, bodyTimeout: 60_000 })
    const bytes = await contentOf(response, upstream, response.statusCode === 200 ? max_bytes : SHORT_BYTES, hold)
    if (bytes === 'no room') return signal.aborted ? { kind: 'aborted' } : trouble('the gateway has no room for the response now')
    if (bytes === undefined) return { kind: 'refusal', refusal: refusalOf(502, 'the response of the homeserver is too large') }
    return response.statusCode === 200 ? { kind: 'content', bytes } : refused(response, bytes)
  } catch {
    return signal.aborted ? { kind: 'aborted' } : trouble('the homeserver cannot be reached')
  }
}

/** The whole content; undefined if it is over the limit. */
export async function contentOf(
  { body }: Dispatcher.ResponseData,
  upstream: Upstream,
  max_bytes: number,
  hold?: Hold,
): Promise<Buffer | 'no room' | undefined> {
  const chunks: Buffer[] = []
  let length_bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length_bytes += chunk.length
    upstream.counters.bytes_received += chunk.length
    if (length_bytes > max_bytes) return undefined
    // Until it returns nothing more is read from the homeserver.
    if (hold !== undefined && !(await hold.take(chunk.length))) return 'no room'
    chunks.push(chunk)
  }
  hold?.received()
  return Buffer.concat(chunks)
}

/** The upstream's response unchanged if it is a Matrix error. HTML from a proxy in between is replaced. */
function refused({ statusCode, headers }: Dispatcher.ResponseData, bytes: Buffer): Answered {
  const error = errorIn(bytes)
  const status = statusCode >= 400 ? statusCode : 502
  const retryAfter = String(headers['retry-after'] ?? '')
  const fields: Field[] = retryAfter === '' ? [] : [['Retry-After', retryAfter]]
  const content = error === undefined ? refusalOf(status, `the homeserver answered ${statusCode}`).content : bytes.toString()
  const refusal = { status, fields, content }
  const passing = status >= 500 || status === 429 || status === 408
  return passing
    ? { kind: 'trouble', refusal, retry_after_ms: retryAfterMs(retryAfter, error?.retry_after_ms) }
    : { kind: 'refusal', refusal }
}

function errorIn(bytes: Buffer): { readonly [member: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    return typeof value === 'object' && value !== null && 'errcode' in value ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** Seconds or a date (RFC 9110 §10.2.3), or the older field in the error's content; the longer of the two. */
function retryAfterMs(field: string, member: unknown): number | undefined {
  const said = [
    /^\d+$/.test(field) ? Number(field) * 1000 : Date.parse(field) - Date.now(),
    typeof member === 'number' ? member : Number.NaN,
  ]
  const known = said.filter(each => Number.isFinite(each) && each >= 0)
  return known.length === 0 ? undefined : Math.max(...known)
}

export function refusalOf(status: number, error: string): Refusal {
  return { status, fields: [], content: JSON.stringify({ errcode: 'M_UNKNOWN', error }) }
}

function trouble(error: string): Outcome & { kind: 'trouble' } {
  return { kind: 'trouble', refusal: refusalOf(502, error), retry_after_ms: undefined }
}
