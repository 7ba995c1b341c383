import { type At, defined, type OpenLine, type Place, type Response } from '../schemas/index.js'
import { jsonObject } from './payload.js'
import { addPlace, brief, toMs } from './places.js'

/** Response headers of any HTTP version: names in lower case, values latin1. */
export interface Head {
  readonly status: number
  readonly protocol: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly at: At
  /** Nanoseconds. */
  readonly t: number
}

/** The content coding, in lower case. */
export const codingOf = ({ fields }: Head): string | undefined =>
  fields
    .find(([name]) => name === 'content-encoding')?.[1]
    .trim()
    .toLowerCase()

// RFC 9113 §8.2.2
const CONNECTION_FIELDS = new Set(['connection', 'proxy-connection', 'keep-alive', 'transfer-encoding', 'upgrade'])

// Stack traces as Node, Python, Go, Java, Rust, PHP and Ruby print them. Inside JSON, a line begins after an escaped \n.
const STACK_TRACE =
  /(?:^|\n|\\n)\s*at .{1,200}?:\d+:\d+\)?|Traceback \(most recent call last\)|(?:^|\n|\\n)goroutine \d+ \[|File \\?".{1,200}?", line \d+|(?:^|\n|\\n)\s*at [\w.$]+\(\w+\.(?:java|kt|scala):\d+\)|panicked at |\bin \S+\.php:\d+|\.rb:\d+:in /

/** What hostile parameters contain after a line break. */
export const INJECTED = 'x-ssespec-injected'

/** The items of a comma-separated field, in lower case. */
const words = (values: readonly string[] | undefined): string[] =>
  (values ?? [])
    .flatMap(value => value.split(','))
    .map(word => word.trim().toLowerCase())
    .filter(word => word !== '')

const byName = (fields: Head['fields']): Record<string, string[]> => {
  const named: Record<string, string[]> = {}
  for (const [name, value] of fields) {
    if (name.startsWith(':')) continue
    const values = Object.hasOwn(named, name) ? named[name] : undefined
    if (values === undefined) Object.defineProperty(named, name, { value: [value], enumerable: true, writable: true, configurable: true })
    else values.push(value)
  }
  return named
}

const charsetOf = (type: string | undefined): string | undefined =>
  /;\s*charset\s*=\s*(?:"([^"]*)"|([^;\s]+))/i
    .exec(type ?? '')
    ?.slice(1)
    .find(value => value !== undefined)
    ?.toLowerCase()

/** The `Origin` that the request sent, from its bytes. */
const originSent = (sent: string): string | undefined => /^origin: *(.+?)\r$/im.exec(sent)?.[1]

const places = (texts: readonly string[], at: At): Place[] => {
  const list: Place[] = []
  for (const text of texts) addPlace(list, text, at)
  return list
}

/** What is known of a response besides its headers. */
export interface ResponseContext {
  readonly open: OpenLine
  readonly sent: string
  readonly sent_t: number
  readonly delimiter: Response['delimiter']
  readonly syntax: Place[]
  readonly chunk_syntax: Place[]
  readonly coding_fault: string | undefined
  readonly body: string
  readonly lag_ms: number
}

const optional = (fields: Record<string, string[]>, sent: string): Partial<Response> => {
  const types = fields['content-type']
  const media_type = types?.[0]?.split(';')[0]?.trim().toLowerCase()
  const charset = charsetOf(types?.[0])
  const origin = originSent(sent)
  const allow_origin = fields['access-control-allow-origin']?.[0]
  return {
    ...defined({ media_type, charset }),
    ...(fields.allow === undefined ? {} : { allow: words(fields.allow).map(word => word.toUpperCase()) }),
    ...(fields['access-control-allow-headers'] === undefined ? {} : { allow_headers: words(fields['access-control-allow-headers']) }),
    ...defined({ allow_origin }),
    ...(allow_origin === undefined || origin === undefined ? {} : { origin_reflected: allow_origin === origin }),
    // The CORS check of Fetch compares the value byte by byte.
    ...(fields['access-control-allow-credentials']?.[0] === 'true' ? { allow_credentials: true } : {}),
  }
}

/** The `errcode` of a Matrix error. */
const errcodeIn = (body: string): { errcode?: string } => {
  const errcode = jsonObject(body)?.errcode
  return typeof errcode === 'string' ? { errcode: brief(errcode) } : {}
}

/** The facts of a response (RFC 9110, 9112, 9113). */
export const responseFacts = (head: Head, context: ResponseContext): Response => {
  const fields = byName(head.fields)
  const { body, sent } = context
  const location = fields.location?.[0] ?? ''
  const trace = STACK_TRACE.exec(body)?.[0]
  const forbidden = head.protocol === '2' ? head.fields.filter(([name]) => CONNECTION_FIELDS.has(name)) : []
  return {
    at: head.at,
    status: head.status,
    protocol: head.protocol,
    fields,
    content_types: fields['content-type'] ?? [],
    cache_control: words(fields['cache-control']),
    vary: words(fields.vary),
    ...optional(fields, sent),
    has_length: fields['content-length'] !== undefined,
    has_transfer_coding: fields['transfer-encoding'] !== undefined,
    transfer_codings: words(fields['transfer-encoding']).map(coding => brief(coding.split(';')[0]?.trim() ?? '')),
    delimiter: context.delimiter,
    content_coding: words(fields['content-encoding']).join(', ') || 'identity',
    ...defined({ coding_fault: context.coding_fault }),
    head_after_ms: Math.max(0, toMs(head.t - context.sent_t)),
    lag_ms: context.lag_ms,
    syntax: context.syntax,
    chunk_syntax: context.chunk_syntax,
    connection_fields: places(
      forbidden.map(([name, value]) => `${name}: ${value}`),
      head.at,
    ),
    split: places(Object.hasOwn(fields, INJECTED) ? [INJECTED] : [], head.at),
    // A masked secret is a run of asterisks.
    token_in_location: places(/\*{4,}/.test(location) ? [location] : [], head.at),
    stack_trace: places(trace === undefined ? [] : [trace], head.at),
    ...errcodeIn(body),
  }
}
