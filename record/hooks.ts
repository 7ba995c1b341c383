import { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import { type CommandHook, defined, type HttpHook, type Published, publishedText } from '../schemas/index.js'
import { beginning } from './beginning.js'
import { runCommand } from './command.js'
import { until } from './until.js'

/** The result of a hook. `status` is an HTTP status or an exit code. */
export interface HookAnswer {
  readonly ok: boolean
  readonly status?: number
  readonly reason?: string
}

export type Hook = HttpHook | CommandHook

/** The values of the placeholders. `data` ends with the filler, if there is one. */
export type Placed = Published & { channel: string }

const REASON_CHARACTERS = 300

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

const place = (template: string, placed: Placed, spell: (value: string) => string): string =>
  template.replace(/\{\{(data|event|id|channel)\}\}/g, (_all, name: 'data' | 'event' | 'id' | 'channel') => spell(placed[name] ?? ''))

// Stands for the filler while a request is built. Megabytes are sent in pieces, so that they do not delay time readings.
const FILLER = 'ssespec-filler-stands-here'
const PIECE_BYTES = 1 << 16

/** A body in pieces, and its length in bytes. The filler has no characters that JSON would escape. */
const piecesOf = (body: string, filler: Published['filler']): { length: number; pieces: Iterable<Buffer> } => {
  const parts = body.split(FILLER).map(part => Buffer.from(part))
  const { text, times } = filler ?? { text: '', times: 0 }
  const once = Buffer.byteLength(text)
  const atOnce = Math.max(1, Math.floor(PIECE_BYTES / Math.max(1, once)))
  const piece = Buffer.from(text.repeat(atOnce))
  const pieces = function* (): Generator<Buffer> {
    for (const [index, part] of parts.entries()) {
      if (index > 0) for (let left = times; left > 0; left -= atOnce) yield left >= atOnce ? piece : piece.subarray(0, left * once)
      if (part.length > 0) yield part
    }
  }
  return { length: parts.reduce((sum, part) => sum + part.length, 0) + (parts.length - 1) * times * once, pieces: pieces() }
}

const placeDeep = (value: unknown, placed: Placed): unknown => {
  if (typeof value === 'string') return place(value, placed, text => text)
  if (Array.isArray(value)) return value.map(item => placeDeep(item, placed))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, placeDeep(item, placed)]))
}

// A header value cannot contain a line break, so percent-encode what would break the hook's own request.
const headerSafe = (text: string): string => text.replace(/[^\x20-\x7e]/g, character => encodeURIComponent(character))

const isJson = (headers: Record<string, string>): boolean =>
  Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'content-type' && /json/i.test(value))

const httpRequest = (hook: HttpHook, placed: Placed) => {
  // Omits fields without a value: an unnamed event has no event field.
  const filled = Object.entries(hook.headers ?? {}).map(([name, value]) => [name, place(value, placed, headerSafe)] as const)
  const headers = Object.fromEntries(filled.filter(([, value]) => value.trim() !== ''))
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

/** What a command gets on its standard input. */
const whole = ({ filler, ...placed }: Placed): Omit<Placed, 'filler'> => ({
  ...placed,
  data: publishedText({ ...placed, ...defined({ filler }) }),
})

const whyFailed = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}

const noAnswer = (limit_ms: number): string => `no answer within ${limit_ms / 1000} s`

/** Calls hooks, each for at most limit_ms and until the signal. Never rejects: a failed hook is a result too. */
export const createHookCaller = (limit_ms: number, tls: { ca?: string; insecure: boolean }, signal: AbortSignal): HookCaller => {
  const dispatcher = new Agent({
    connections: 32,
    connect: { rejectUnauthorized: !tls.insecure, ...defined({ ca: tls.ca }) },
  })
  // Stops calling a hook that hangs, instead of waiting for it at each of a hundred publications.
  const late = new Map<Hook, number>()
  const callHttp = async (hook: HttpHook, placed: Placed, limit: AbortSignal): Promise<HookAnswer> => {
    const { filler, ...rest } = placed
    const { url, method, headers, body } = httpRequest(hook, filler === undefined ? rest : { ...rest, data: rest.data + FILLER })
    const { length, pieces } = piecesOf(body ?? '', filler)
    const content = body === undefined ? {} : { body: Readable.from(pieces, { objectMode: false }) }
    const sized = body === undefined ? headers : { ...headers, 'content-length': String(length) }
    const response = await request(url, { method: method as 'POST', headers: sized, ...content, dispatcher, signal: limit })
    const { statusCode: status } = response
    const text = (await beginning(response.body, REASON_CHARACTERS)).trim()
    if (status >= 200 && status < 300) return { ok: true, status }
    return { ok: false, status, reason: text === '' ? `it answered ${status}` : `it answered ${status}: ${text}` }
  }
  const callWithin = async (hook: Hook, placed: Placed): Promise<HookAnswer> => {
    const limit = until([signal], limit_ms)
    try {
      return 'command' in hook ? await runCommand(hook, whole(placed), limit.signal) : await callHttp(hook, placed, limit.signal)
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
      if (times >= MOST_LATE) return { ok: false, reason: `${noAnswer(limit_ms)}, ${times} times; it will not be called again` }
      return callWithin(hook, placed)
    },
    close: () => dispatcher.destroy(),
  }
}
