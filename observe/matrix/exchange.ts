import { type AfterCall, defined, type Exchange, type FirstEvent } from '../../schemas/index.js'
import type { ExchangeReading } from '../exchange.js'
import { toMs } from '../places.js'
import type { ScenarioReading, Session } from '../session.js'
import { strangersIn } from './strangers.js'

/** How long the first event took, and what kept the stream alive until then. */
const firstEvent = ({ open, stream, seen }: ExchangeReading): FirstEvent | undefined => {
  const event = stream.events[0]
  const head = seen.heads[0]
  if (event === undefined || head === undefined || open.heartbeat_interval_s === undefined) return undefined
  return {
    late_ms: Math.max(0, toMs(event.t - head.t) - open.heartbeat_interval_s * 1000),
    heartbeats_before: stream.beats.filter(({ form, t }) => form === 'comment' && t < event.t).length,
    at: event.at,
  }
}

/** What happened to a stream after the call with its label got a response. */
const afterCall = ({ open, seen }: ExchangeReading, scenario: ScenarioReading, session: Session): AfterCall | undefined => {
  const call = scenario.calls.findLast(({ label, status = 0 }) => label === open.label && status >= 200 && status < 300)
  if (call === undefined || open.role !== 'stream') return undefined
  const end_t = seen.end?.t
  // It had ended by itself before, so the call shows nothing.
  if (end_t !== undefined && end_t < call.began) return undefined
  return {
    ...(end_t === undefined ? {} : { ended_after_ms: Math.max(0, toMs(end_t - call.t)) }),
    lag_ms: session.stalledIn(call.t, end_t ?? seen.closed_t),
    at: { connection: open.on, t_ms: toMs(end_t ?? seen.closed_t) },
  }
}

/** Facts that only an exchange with a homeserver has. */
export const matrixExchangeFacts = (
  exchange: ExchangeReading,
  scenario: ScenarioReading,
  session: Session,
): Pick<Exchange, 'first_event' | 'after_call' | 'strangers'> => {
  const first_event = firstEvent(exchange)
  const after_call = afterCall(exchange, scenario, session)
  return {
    ...defined({ first_event, after_call }),
    strangers: strangersIn(exchange),
  }
}
