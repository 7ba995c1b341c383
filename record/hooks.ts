import { spawn } from 'node:child_process'
import { Agent, fetch as call } from 'undici'
import type { CommandHook, HttpHook, Published } from '../schemas/index.js'

/** What came of a hook. `status` is an HTTP status or an exit code. */
export interface HookAnswer {
  readonly ok: boolean
  readonly status?: number
  readonly reason?: string
}

export type Hook = HttpHook | CommandHook

/** What the placeholders stand for. */
export type Placed = Omit<Published, 'filler'> & { channel: string }

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

const whyFailed = (cause: unknown, limit_ms: number): string => {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return `no answer within ${limit_ms / 1000} s`
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}

const runCommand = (hook: CommandHook, placed: Placed, limit_ms: number): Promise<HookAnswer> =>
  new Promise(resolve => {
    const [program = '', ...args] = hook.command
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] })
    let complaint = ''
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve({ ok: false, reason: `the command did not end within ${limit_ms / 1000} s` })
    }, limit_ms)
    child.stderr.on('data', (bytes: Buffer) => {
      if (complaint.length < 500) complaint += bytes.toString('utf8')
    })
    child.on('error', error => {
      clearTimeout(timer)
      resolve({ ok: false, reason: error.message })
    })
    child.on('close', code => {
      clearTimeout(timer)
      resolve(code === 0 ? { ok: true, status: 0 } : { ok: false, status: code ?? 1, reason: `exit code ${code}: ${complaint.trim().slice(0, 300)}` })
    })
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(placed))
  })

/** Calls hooks, each bounded by limit_ms. Never rejects: a hook that fails is an answer too. */
export const createHookCaller = (limit_ms: number, tls: { ca?: string; insecure: boolean }): HookCaller => {
  const dispatcher = new Agent({
    connections: 32,
    connect: { rejectUnauthorized: !tls.insecure, ...(tls.ca === undefined ? {} : { ca: tls.ca }) },
  })
  const callHttp = async (hook: HttpHook, placed: Placed): Promise<HookAnswer> => {
    try {
      const { url, ...init } = httpRequest(hook, placed)
      const response = await call(url, { ...init, dispatcher, redirect: 'manual', signal: AbortSignal.timeout(limit_ms) })
      const text = (await response.text()).slice(0, 300)
      if (response.status >= 200 && response.status < 300) return { ok: true, status: response.status }
      return { ok: false, status: response.status, reason: `it answered ${response.status}: ${text}` }
    } catch (cause) {
      return { ok: false, reason: whyFailed(cause, limit_ms) }
    }
  }
  return {
    call: (hook, placed) => ('command' in hook ? runCommand(hook, placed, limit_ms) : callHttp(hook, placed)),
    close: () => dispatcher.destroy(),
  }
}
