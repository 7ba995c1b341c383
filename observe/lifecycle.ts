import type { End, Exchange } from '../schemas/index.js'
import type { ExchangeReading } from './exchange.js'
import { responseFacts } from './http.js'
import { toMs } from './places.js'
import { resumedFacts } from './resume.js'
import type { ScenarioReading, Session } from './session.js'

// A server may take its time between being told to stop and ending its streams.
const PROMPTED_WITHIN_NS = 15e9

const isPrompted = (scenario: ScenarioReading, session: Session, t: number): boolean =>
  [...session.scenarios.values()].some(({ hooks }) =>
    hooks.some(
      hook => hook.hook !== 'publish' && hook.began <= t && t <= hook.t + PROMPTED_WITHIN_NS && (hook.on === scenario.name || hook.ok),
    ),
  )

const endOf = (exchange: ExchangeReading, scenario: ScenarioReading, session: Session): End | undefined => {
  const { end } = exchange
  if (end === undefined) return undefined
  const head_t = exchange.heads[0]?.t ?? exchange.sent_t
  return {
    how: end.how,
    at: end.at,
    after_ms: toMs(Math.max(0, end.t - head_t)),
    prompted: exchange.paused || isPrompted(scenario, session, end.t),
    pending: [...exchange.stream.pending],
  }
}

const outcomeOf = (exchange: ExchangeReading): Exchange['outcome'] => {
  if (exchange.open.protocol === 'capture' && exchange.heads.length === 0 && exchange.content_bytes > 0) return 'no-head'
  if (exchange.heads.length > 0) return 'response'
  if (!exchange.opened) return exchange.open.protocol === '2' ? 'no-http2' : 'refused'
  if (exchange.open.protocol === '2') return 'no-http2'
  if (exchange.notHttp) return 'not-http'
  return exchange.end === undefined ? 'no-answer' : 'reset'
}

const LEFT = { cut: 'cut', done: 'done', deadline: 'deadline', limit: 'limit' } as const

const secondOf = (exchange: ExchangeReading): Exchange['second'] => {
  if (!exchange.asked_again) return exchange.end === undefined ? undefined : 'closed'
  if (exchange.heads.length > 1) return 'answered'
  return exchange.how === 'fin' || exchange.how === 'reset' ? 'closed' : 'nothing'
}

// An ordinary head with content that a client would read as events, whatever its status and type say.
const isStream = (exchange: ExchangeReading): boolean => {
  const head = exchange.heads[0]
  if (head === undefined) return exchange.open.protocol === 'capture' && exchange.content_bytes > 0
  const type = head.fields.find(([name]) => name === 'content-type')?.[1] ?? ''
  if (/event-stream/i.test(type)) return head.status >= 200 && head.status < 300
  const { eventCount, framing } = exchange.stream
  return head.status >= 200 && head.status < 300 && (eventCount > 0 || framing.comments > 0 || framing.retries.length > 0)
}

/** An exchange from its opening to its end (RFC 9110, 9112; HTML §9.2.3). */
export const exchangeFacts = (exchange: ExchangeReading, scenario: ScenarioReading, session: Session): Exchange => {
  const { open } = exchange
  const head = exchange.heads[0]
  const stream = isStream(exchange)
  const end = endOf(exchange, scenario, session)
  const resumed = resumedFacts(exchange, scenario)
  const second = open.method === 'HEAD' ? secondOf(exchange) : undefined
  const left =
    exchange.end === undefined && exchange.how !== undefined && exchange.how in LEFT ? LEFT[exchange.how as keyof typeof LEFT] : undefined
  return {
    at: head?.at ?? { connection: open.on, offset: 0, length: 1, t_ms: toMs(open.t) },
    label: open.label,
    role: open.role,
    client: open.client,
    request: {
      method: open.method,
      target: open.target,
      protocol: open.protocol,
      ...(open.last_event_id === undefined ? {} : { last_event_id: open.last_event_id }),
    },
    outcome: outcomeOf(exchange),
    ...(head === undefined ? { waited_ms: toMs(exchange.closed_t - exchange.sent_t) } : {}),
    stream,
    ...(head === undefined
      ? {}
      : { response: responseFacts(head, { ...contextOf(exchange), lag_ms: session.lagAt(exchange.sent_t, head.t) }, stream) }),
    events: exchange.stream.eventCount,
    leftover_bytes: exchange.leftover_bytes,
    body_bytes: exchange.content_bytes,
    ...(head === undefined || exchange.first_content_t === undefined
      ? {}
      : { first_body_after_ms: toMs(exchange.first_content_t - head.t) }),
    ...(end === undefined ? {} : { end }),
    ...(second === undefined ? {} : { second }),
    ...(left === undefined ? {} : { left }),
    ...(resumed === undefined ? {} : { resumed }),
  }
}

const contextOf = (exchange: ExchangeReading) => ({
  open: exchange.open,
  sent: exchange.sent,
  sent_t: exchange.sent_t,
  delimiter: exchange.delimiter,
  interim: exchange.interim,
  syntax: exchange.syntax,
  chunk_syntax: exchange.chunk_syntax,
  coding_fault: exchange.coding_fault,
  body: exchange.content,
})
