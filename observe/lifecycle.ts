import { defined, type End, type Exchange, type Place } from '../schemas/index.js'
import { type ExchangeReading, isStream } from './exchange.js'
import { INJECTED, responseFacts } from './http.js'
import { isRevoked } from './matrix/revocations.js'
import { toMs } from './places.js'
import { resumedFacts } from './resume.js'
import type { ScenarioReading, Session } from './session.js'

// A server may take time between the shutdown request and ending its streams.
const PROMPTED_WITHIN_NS = 15e9

const isPrompted = (scenario: ScenarioReading, session: Session, t: number): boolean =>
  [...session.scenarios.values()].some(({ hooks }) =>
    hooks.some(
      hook => hook.hook !== 'publish' && hook.began <= t && t <= hook.t + PROMPTED_WITHIN_NS && (hook.on === scenario.name || hook.ok),
    ),
  )

const endOf = (exchange: ExchangeReading, scenario: ScenarioReading, session: Session): End | undefined => {
  const { end } = exchange.seen
  if (end === undefined) return undefined
  const head_t = exchange.seen.heads[0]?.t ?? exchange.seen.sent_t
  return {
    how: end.how,
    at: end.at,
    after_ms: toMs(Math.max(0, end.t - head_t)),
    prompted: exchange.seen.paused || isRevoked(exchange.open, session, end.t) || isPrompted(scenario, session, end.t),
    pending: [...exchange.stream.pending],
  }
}

const outcomeOf = (exchange: ExchangeReading): Exchange['outcome'] => {
  if (exchange.open.protocol === 'capture' && exchange.seen.heads.length === 0 && exchange.content.bytes > 0) return 'no-head'
  if (exchange.seen.heads.length > 0) return 'response'
  if (!exchange.seen.opened) return exchange.open.protocol === '2' ? 'no-http2' : 'refused'
  if (exchange.open.protocol === '2') return 'no-http2'
  if (exchange.message.notHttp) return 'not-http'
  return exchange.seen.end === undefined ? 'no-answer' : 'reset'
}

const LEFT = { cut: 'cut', done: 'done', deadline: 'deadline', limit: 'limit' } as const

const secondOf = (exchange: ExchangeReading): Exchange['second'] => {
  if (!exchange.seen.asked_again) return exchange.seen.end === undefined ? undefined : 'closed'
  if (exchange.seen.heads.length > 1) return 'answered'
  return exchange.seen.how === 'fin' || exchange.seen.how === 'reset' ? 'closed' : 'nothing'
}

/** Lines of the stream that follow a line break in a parameter. */
const injectedInto = ({ stream: { framing } }: ExchangeReading): Place[] =>
  framing.unknown_fields.filter(({ text }) => text.toLowerCase().startsWith(INJECTED))

/** An exchange from its opening to its end (RFC 9110, 9112; HTML §9.2.3). */
export const exchangeFacts = (exchange: ExchangeReading, scenario: ScenarioReading, session: Session): Exchange => {
  const { open } = exchange
  const head = exchange.seen.heads[0]
  const stream = isStream(exchange)
  const end = endOf(exchange, scenario, session)
  const resumed = resumedFacts(exchange, scenario)
  const second = open.method === 'HEAD' ? secondOf(exchange) : undefined
  const left =
    exchange.seen.end === undefined && exchange.seen.how !== undefined && exchange.seen.how in LEFT
      ? LEFT[exchange.seen.how as keyof typeof LEFT]
      : undefined
  return {
    at: head?.at ?? { connection: open.on, offset: 0, length: 1, t_ms: toMs(open.t) },
    label: open.label,
    role: open.role === 'probe' ? 'probe' : 'stream',
    client: open.client,
    request: {
      method: open.method,
      protocol: open.protocol,
      ...defined({ last_event_id: open.last_event_id }),
    },
    outcome: outcomeOf(exchange),
    stream,
    ...(head === undefined
      ? {}
      : { response: responseFacts(head, { ...contextOf(exchange), lag_ms: session.stalledIn(exchange.seen.sent_t, head.t) }) }),
    events: exchange.stream.eventCount,
    leftover_bytes: exchange.message.leftover_bytes,
    body_bytes: exchange.content.bytes,
    ...commentEvery(exchange),
    ...(stream && head !== undefined ? { injected: injectedInto(exchange) } : {}),
    ...defined({ end }),
    ...arrivalOf(exchange, session, end),
    ...(open.protocol === 'capture' && end === undefined ? { unfinished: [...exchange.stream.pending] } : {}),
    ...defined({ second, left, resumed }),
  }
}

/** How the events of a stream that ended by itself are distributed over its duration. */
const arrivalOf = ({ seen, stream }: ExchangeReading, session: Session, end: End | undefined): Pick<Exchange, 'arrival'> => {
  const { first_t, last_t } = stream
  if (seen.end === undefined || end?.prompted !== false || first_t === undefined || last_t === undefined) return {}
  return {
    arrival: {
      took_ms: toMs(seen.end.t - seen.sent_t),
      spread_ms: toMs(last_t - first_t),
      lag_ms: session.stalledIn(seen.sent_t, seen.end.t),
      at: end.at,
    },
  }
}

/** The time since the request, divided by the number of comments less one, so a longer window does not make any interval look shorter. */
const commentEvery = ({ seen, stream }: ExchangeReading): { comment_every_ms?: number } => {
  const { comments } = stream.framing
  return comments < 2 ? {} : { comment_every_ms: toMs((seen.closed_t - seen.sent_t) / (comments - 1)) }
}

const contextOf = (exchange: ExchangeReading) => ({
  open: exchange.open,
  sent: exchange.seen.sent,
  sent_t: exchange.seen.sent_t,
  delimiter: exchange.message.delimiter,
  syntax: exchange.message.syntax,
  chunk_syntax: exchange.message.chunk_syntax,
  coding_fault: exchange.content.coding_fault,
  body: exchange.content.text,
})
