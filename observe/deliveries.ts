import type { Delivery, HookLine, Observation } from '../schemas/index.js'
import { carries, type SeenEvent } from './events.js'
import type { ExchangeReading } from './exchange.js'
import { asRead, type Encoding, MARKER, type PayloadReading, RAW, told } from './payload.js'
import { toMs } from './places.js'
import type { ScenarioReading, Session } from './session.js'

const payloadOf = ({ published }: HookLine): string => {
  if (published === undefined) return ''
  const { data, filler } = published
  return filler === undefined ? data : data + filler.text.repeat(filler.times)
}

const streamsOf = (scenario: ScenarioReading): ExchangeReading[] => scenario.exchanges.filter(({ open }) => open.role === 'stream')

const readingsOf = ({ payloads }: SeenEvent, marker: string | undefined): readonly PayloadReading[] =>
  payloads.find(payload => payload.marker === marker)?.readings ?? []

/** The events between the neighbours of an unmarked publication, on the first stream: where an empty payload's event must be. */
const unmarked = (scenario: ScenarioReading, hook: HookLine): SeenEvent | undefined => {
  const hooks = scenario.hooks.filter(one => one.hook === 'publish')
  const index = hooks.indexOf(hook)
  const markerOf = (one: HookLine | undefined) => MARKER.exec(one?.published?.data ?? '')?.[0]
  const before = markerOf(hooks[index - 1])
  const after = markerOf(hooks[index + 1])
  const events = streamsOf(scenario)[0]?.stream.events ?? []
  const begin = before === undefined ? -1 : events.findIndex(event => carries(event, before))
  if (before !== undefined && begin < 0) return undefined
  const end = after === undefined ? -1 : events.findIndex((event, place) => place > begin && carries(event, after))
  const between = events.slice(begin + 1, end < 0 ? undefined : end)
  return between.find(event => carries(event, undefined))
}

/** How this server carries payloads: as the first plain payload came back. */
export const encodingOf = (session: Session): Encoding => {
  for (const scenario of session.scenarios.values()) {
    for (const hook of scenario.hooks) {
      const payload = payloadOf(hook)
      const marker = MARKER.exec(payload)?.[0]
      if (marker === undefined || !/^[\x20-\x7e]+$/.test(payload)) continue
      for (const event of streamsOf(scenario).flatMap(({ stream }) => stream.events)) {
        const reading = readingsOf(event, marker).find(({ text }) => text === told(payload))
        if (reading !== undefined) return reading.encoding
      }
    }
  }
  return RAW
}

const carried = (event: SeenEvent, marker: string | undefined, encoding: Encoding): string => {
  const readings = readingsOf(event, marker)
  return (readings.find(reading => reading.encoding === encoding) ?? readings[0])?.text ?? event.excerpt
}

const deliveryOf = (scenario: ScenarioReading, session: Session, hook: HookLine, encoding: Encoding): Delivery => {
  const payload = payloadOf(hook)
  const marker = MARKER.exec(payload)?.[0]
  const seen = streamsOf(scenario).map(exchange => exchange.stream.events.find(event => carries(event, marker)))
  const event = marker === undefined ? unmarked(scenario, hook) : seen.find(one => one !== undefined)
  const { published } = hook
  const facts: Delivery = {
    accepted: hook.ok,
    ...(hook.reason === undefined ? {} : { reason: hook.reason }),
    ...(hook.status === undefined ? {} : { status: hook.status }),
    expected: told(asRead(payload, encoding)),
    got: event === undefined ? null : carried(event, marker, encoding),
    ...(published?.event === undefined ? {} : { expected_type: published.event }),
    ...(published?.id === undefined ? {} : { expected_id: published.id }),
    on_streams: seen.filter(one => one !== undefined).length,
    at: event?.at ?? { connection: scenario.exchanges[0]?.open.on ?? scenario.name, t_ms: toMs(hook.t) },
  }
  if (event === undefined) return facts
  return {
    ...facts,
    got_type: event.type,
    got_id: event.lastEventId,
    after_ms: Math.max(0, toMs(event.t - hook.t)),
    blank_line_after_ms: Math.max(0, toMs(event.t - event.lastLine_t)),
    lag_ms: session.lagAt(hook.t, event.t),
  }
}

/** Each publication of a scenario by its case, and what came of it. */
export const deliveryFacts = (scenario: ScenarioReading, session: Session, encoding: Encoding): Observation['deliveries'] =>
  Object.fromEntries(
    scenario.hooks
      .filter(hook => hook.hook === 'publish')
      .map(hook => [hook.case ?? 'unnamed', deliveryOf(scenario, session, hook, encoding)]),
  )

/** What came of the publish hook in the whole run. */
export const publishingFacts = ({ scenarios }: Session): Pick<Observation, 'publishing'> => {
  const hooks = [...scenarios.values()].flatMap(scenario => scenario.hooks.filter(({ hook }) => hook === 'publish'))
  if (hooks.length === 0) return {}
  const failed = hooks.filter(({ ok }) => !ok)
  const reason = failed.find(one => one.reason !== undefined)?.reason
  return {
    publishing: { accepted: hooks.length - failed.length, failed: failed.length, ...(reason === undefined ? {} : { reason }) },
  }
}
