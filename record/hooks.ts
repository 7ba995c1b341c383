import { Agent, fetch as call } from 'undici'
import type { CommandHook, HttpHook, Published } from '../schemas/index.js'
import { beginning } from './beginning.js'
import { runCommand } from './command.js'
import { until } from './until.js'

/** What came of a hook. `status` is an HTTP status or an exit code. */
export interface HookAnswer {
  readonly ok: boolean
  readonly status?: number
  readonly reason?: string
}

export type Hook = HttpHook | CommandHook

/** What the placeholders stand for. */
export type Placed = Omit<Published, 'filler'> & { channel: string }

const REASON_CHARACTERS = 300

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

const place = (template: string, placed: Placed, spell: (value: string) => string): string =>
  template.replace(/\{\{(data|event|id|channel)\}\}/g, (_all, name: keyof Placed) => spell(placed[name] ?? ''))

const placeDeep = (value: unknown, placed: Placed): unknown => {
  if (typeof value === 'string') return place(value, placed, text => text)
  if (Array.isArray(value)) return value.map(item => placeDeep(item, placed))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, placeDeep(item, placed)]))
}

// A field value cannot hold a line break: percent-encode what would break the hook's own request.
const headerSafe = (text: string): string => text.replace(/[^\x20-\x7e]/g, character => encodeURIComponent(character))

const isJson = (headers: Record<string, string>): boolean =>
  Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'content-type' && /json/i.test(value))

const httpRequest = (hook: HttpHook, placed: Placed) => {
  const headers = Object.fromEntries(Object.entries(hook.headers ?? {}).map(([name, value]) => [name, place(value, placed, headerSafe)]))
  const url = place(hook.url, placed, encodeURIComponent)
  const method = hook.method ?? 'POST'
  if (hook.body === undefined) return { url, method, headers }
  if (typeof hook.body === 'string') {
    return { url, method, headers, body: place(hook.body, placed, isJson(headers) ? escaped : text => text) }
  }
  const withType = isJson(headers) ? headers : { 'content-type': 'application/json', ...headers }
  return { url, method, headers: withType, body: JSON.stringify(placeDeep(hook.body, placed)) }
}

export interface HookCaller {
  call(hook: Hook, placed: Placed): Promise<HookAnswer>
  close(): Promise<void>
}

const MOST_LATE = 2

const whyFailed = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}

const noAnswer = (limit_ms: number): string => `no answer within ${limit_ms / 1000} s`

/** Calls hooks, each bounded by limit_ms, until the signal. Never rejects: a hook that fails is an answer too. */
export const createHookCaller = (limit_ms: number, tls: { ca?: string; insecure: boolean }, signal: AbortSignal): HookCaller => {
  const dispatcher = new Agent({
    connections: 32,
    connect: { rejectUnauthorized: !tls.insecure, ...(tls.ca === undefined ? {} : { ca: tls.ca }) },
  })
  // A hook that hangs is not waited for at each of a hundred publications.
  const late = new Map<Hook, number>()
  const callHttp = async (hook: HttpHook, placed: Placed, limit: AbortSignal): Promise<HookAnswer> => {
    const { url, ...init } = httpRequest(hook, placed)
    const response = await call(url, { ...init, dispatcher, redirect: 'manual', signal: limit })
    const text = await beginning(response.body, REASON_CHARACTERS)
    if (response.status >= 200 && response.status < 300) return { ok: true, status: response.status }
    return { ok: false, status: response.status, reason: `it answered ${response.status}: ${text}` }
  }
  const callWithin = async (hook: Hook, placed: Placed): Promise<HookAnswer> => {
    const limit = until([signal], limit_ms)
    try {
      return 'command' in hook ? await runCommand(hook, placed, limit.signal) : await callHttp(hook, placed, limit.signal)
    } catch (cause) {
      if (limit.late) late.set(hook, (late.get(hook) ?? 0) + 1)
      return { ok: false, reason: limit.late ? noAnswer(limit_ms) : whyFailed(cause) }
    } finally {
      limit.release()
    }
  }
  return {
    call: async (hook, placed) => {
      const times = late.get(hook) ?? 0
      if (times >= MOST_LATE) return { ok: false, reason: `${noAnswer(limit_ms)}, ${times} times; it is not called any more` }
      return callWithin(hook, placed)
    },
    close: () => dispatcher.destroy(),
  }
}
