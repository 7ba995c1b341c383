import { Agent, request } from 'undici'
import { defined } from '../../schemas/index.js'
import type { Recording } from '../recording.js'
import type { Target } from '../target.js'
import { until } from '../until.js'
import { fieldOf } from './answer.js'

/** The result of a Client-Server API call. */
export interface Called {
  readonly ok: boolean
  readonly status?: number
  /** The parsed response; undefined if it is not JSON. */
  readonly answer: unknown
  /** The response text. */
  readonly text: string
  /** Why it is not ok. */
  readonly reason?: string
}

export interface CallPlan {
  readonly scenario: string
  /** Its label in the recording: what it is for. */
  readonly label: string
  readonly method: string
  /** The path from `/_matrix` on, with the query. */
  readonly path: string
  readonly body?: unknown
  readonly access_token?: string
  readonly user_id?: string
  readonly device_id?: string
  /** The chain of successive `/sync` calls that it belongs to. */
  readonly chain?: string
  /** How long the server may delay the response on purpose, in milliseconds. */
  readonly held_ms?: number
  /** The body and the response are secret, and are not recorded. */
  readonly secret?: boolean
  readonly signal?: AbortSignal
}

/** Calls a homeserver and records the result. Never rejects. */
export interface Caller {
  call(plan: CallPlan): Promise<Called>
  close(): Promise<void>
}

const LIMIT_MS = 60_000
const MOST_TRIES = 12
// A homeserver on SQLite answers some simultaneous calls with a database error.
const MOST_TRIES_AFTER_ERRORS = 4
const LONGEST_REST_MS = 5_000
const MOST_ANSWER_BYTES = 40 << 20

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How long a 429 asks the client to wait: Retry-After in seconds, or the older `retry_after_ms` (Client-Server API, rate limiting). */
const restOf = (retryAfter: string | undefined, answer: unknown): number => {
  const told_ms = fieldOf(answer, 'retry_after_ms')
  const asked_ms =
    retryAfter !== undefined && /^\d+$/.test(retryAfter)
      ? Number(retryAfter) * 1000
      : typeof told_ms === 'number' || typeof told_ms === 'string'
        ? Number(told_ms)
        : 500
  return Math.min(Number.isFinite(asked_ms) ? Math.max(asked_ms, 50) : 500, LONGEST_REST_MS)
}

const pause = (duration_ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const stop = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, duration_ms)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
  })

const readText = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > MOST_ANSWER_BYTES) throw new Error(`the answer is longer than ${MOST_ANSWER_BYTES >> 20} MiB`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

const why = (cause: unknown): string => (cause instanceof Error ? cause.message || cause.name : String(cause))

export const createCaller = (
  target: Target,
  base_url: string,
  recording: Pick<Recording, 'clock' | 'write'>,
  signal: AbortSignal,
): Caller => {
  const { tls } = target
  const dispatcher = new Agent({
    // Each long poll holds a connection.
    connections: null,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { rejectUnauthorized: !tls.insecure, ...defined({ ca: tls.ca }) },
  })
  const once = async (plan: CallPlan, limit: AbortSignal) => {
    const { method, path, body, access_token } = plan
    const response = await request(new URL(path, base_url), {
      method: method as 'GET',
      headers: {
        ...target.headers,
        ...(access_token === undefined ? {} : { Authorization: `Bearer ${access_token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      dispatcher,
      signal: limit,
    })
    const retryAfter = response.headers['retry-after']
    return { status: response.statusCode, retryAfter: String(retryAfter ?? ''), text: await readText(response.body) }
  }
  const attempt = async (plan: CallPlan): Promise<{ called: Called; rest_ms?: number; most_tries?: number }> => {
    const limit = until([signal, ...(plan.signal === undefined ? [] : [plan.signal])], LIMIT_MS + (plan.held_ms ?? 0))
    try {
      const { status, retryAfter, text } = await once(plan, limit.signal)
      const answer = parsed(text)
      if (status >= 200 && status < 300) return { called: { ok: true, status, answer, text } }
      const reason = `${plan.method} ${plan.path.replace(/\?.*/, '')} answered ${status}: ${text.slice(0, 200)}`
      const called = { ok: false, status, answer, text, reason }
      if (status === 429) return { called, rest_ms: restOf(retryAfter === '' ? undefined : retryAfter, answer), most_tries: MOST_TRIES }
      // If it is not implemented, a retry will not help (RFC 9110 §15.6.2).
      return status >= 500 && status !== 501 ? { called, rest_ms: 150, most_tries: MOST_TRIES_AFTER_ERRORS } : { called }
    } catch (cause) {
      const reason = limit.late ? `no answer within ${(LIMIT_MS + (plan.held_ms ?? 0)) / 1000} s` : why(cause)
      return { called: { ok: false, answer: undefined, text: '', reason } }
    } finally {
      limit.release()
    }
  }
  const call = async (plan: CallPlan): Promise<Called> => {
    const began = recording.clock.now()
    let { called, rest_ms, most_tries = 0 } = await attempt(plan)
    for (let tries = 1; rest_ms !== undefined && tries < most_tries && !signal.aborted; tries++) {
      await pause(rest_ms * tries, signal)
      ;({ called, rest_ms, most_tries = 0 } = await attempt(plan))
    }
    const { scenario, label, method, path, body, user_id, device_id, chain, secret } = plan
    recording.write({
      on: scenario,
      what: 'call',
      began,
      label,
      method,
      path,
      ...defined({ user_id, device_id, chain }),
      ...(body === undefined || secret ? {} : { body: JSON.stringify(body) }),
      ...defined({ status: called.status }),
      ...(secret ? {} : { answer: called.text }),
      ...defined({ reason: called.reason }),
    })
    return called
  }
  return { call, close: () => dispatcher.destroy() }
}
