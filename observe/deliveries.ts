import { type Delivery, defined, type HookLine, MARKER, type Observation, publishedText } from '../schemas/index.js'
import { publishHookOf } from './configured.js'
import { carries, type SeenEvent } from './events.js'
import type { ExchangeReading } from './exchange.js'
import type { Channels } from './exposure.js'
import { asRead, type Encoding, type PayloadReading, RAW, told } from './payload.js'
import { toMs } from './places.js'
import { publicationsOf } from './resume.js'
import type { ScenarioReading, Session } from './session.js'

const payloadOf = ({ published }: HookLine): string => publishedText(published ?? { data: '' })

const streamsOf = (scenario: ScenarioReading): ExchangeReading[] => scenario.exchanges.filter(({ open }) => open.role === 'stream')

const readingsOf = ({ payloads }: SeenEvent, marker: string | undefined): readonly PayloadReading[] =>
  payloads.find(payload => payload.marker === marker)?.readings ?? []

/** The event of a payload without a marker: an empty one, between those of its neighbours on a stream. */
const unmarked = (scenario: ScenarioReading, hook: HookLine, encoding: Encoding): SeenEvent | undefined => {
  const hooks = scenario.hooks.filter(one => one.hook === 'publish')
  const index = hooks.indexOf(hook)
  const markerOf = (one: HookLine | undefined) => MARKER.exec(one?.published?.data ?? '')?.[0]
  const before = markerOf(hooks[index - 1])
  const after = markerOf(hooks[index + 1])
  const isEmpty = (event: SeenEvent) =>
    carries(event, undefined) && readingsOf(event, undefined).some(reading => reading.text === '' && reading.encoding === encoding)
  for (const { stream } of streamsOf(scenario)) {
    const begin = before === undefined ? -1 : stream.events.findIndex(event => carries(event, before))
    if (before !== undefined && begin < 0) continue
    const end = after === undefined ? -1 : stream.events.findIndex((event, place) => place > begin && carries(event, after))
    const found = stream.events.slice(begin + 1, end < 0 ? undefined : end).find(isEmpty)
    if (found !== undefined) return found
  }
  return undefined
}

/** How this server embeds payloads, as seen in the first plain payload. */
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

/** What the facts of deliveries share. */
export interface Publishing {
  readonly session: Session
  readonly encoding: Encoding
  readonly channels: Channels
  /** The time to start the hook, in nanoseconds, which is not the server's delay. */
  readonly lead: number
}

/** If the hook is a command, the time that the fastest call took. */
export const leadOf = (session: Session): number => {
  const hook = publishHookOf(session.header)
  if (hook === undefined || !('command' in hook)) return 0
  const took = [...session.scenarios.values()].flatMap(({ hooks }) => hooks.filter(one => one.hook === 'publish' && one.ok))
  return took.length === 0 ? 0 : Math.min(...took.map(({ t, began }) => t - began))
}

/** The streams that were open, or requested and not answered yet, when it was published. */
const listening = (scenario: ScenarioReading, hook: HookLine): ExchangeReading[] =>
  streamsOf(scenario).filter(({ open, seen }) => {
    const head = seen.heads[0]
    const channel = hook.channel === undefined || hook.channel === open.channel
    if (!channel || seen.closed_t <= hook.began) return false
    if (head === undefined) return seen.opened && seen.sent_t <= hook.t
    return head.status >= 200 && head.status < 300 && head.t <= hook.t
  })

const FATES = ['lost', 'unreadable', 'ended', 'held', 'left'] as const

/** Late, lost, ended and left are four different facts: they say why a payload did not arrive on this stream. */
export const fateOn = ({ seen, stream, message }: ExchangeReading, later: ReadonlySet<string>): (typeof FATES)[number] => {
  if (stream.events.some(event => event.payloads.some(({ marker }) => marker !== undefined && later.has(marker)))) return 'lost'
  if (message.chunk_syntax.length > 0) return 'unreadable'
  if (seen.end !== undefined) return 'ended'
  return seen.how === 'cut' || seen.how === 'limit' ? 'left' : 'held'
}

/** Why no event carries it on any expected stream, and where that shows. */
const missedBy = (scenario: ScenarioReading, hook: HookLine): Pick<Delivery, 'fate' | 'watched_ms' | 'at'> => {
  const connection = scenario.exchanges[0]?.open.on ?? scenario.name
  if (!hook.ok) return { fate: 'refused', at: { connection, t_ms: toMs(hook.t) } }
  const after = publicationsOf(scenario).filter(one => one.hook.began > hook.began)
  const later = new Set(after.map(({ marker }) => marker))
  const streams = listening(scenario, hook).map(exchange => ({ exchange, fate: fateOn(exchange, later) }))
  const found = FATES.flatMap(fate => streams.find(one => one.fate === fate) ?? [])[0]
  if (found === undefined) return { fate: 'unheard', at: { connection, t_ms: toMs(hook.t) } }
  const { open, seen } = found.exchange
  const published_at = { connection: open.on, t_ms: toMs(hook.t) }
  return {
    fate: found.fate,
    watched_ms: toMs(Math.max(0, seen.closed_t - hook.began)),
    at: found.fate === 'ended' ? (seen.end?.at ?? published_at) : published_at,
  }
}

const deliveryOf = (scenario: ScenarioReading, hook: HookLine, { session, encoding, channels, lead }: Publishing): Delivery => {
  const payload = payloadOf(hook)
  const marker = MARKER.exec(payload)?.[0]
  const streams = streamsOf(scenario)
  const seen = streams.map(exchange => exchange.stream.events.find(event => carries(event, marker)))
  const arrivals = streams.flatMap(({ open }, place) => (seen[place] === undefined ? [] : [{ label: open.label, at_t: seen[place].t }]))
  const first_t = Math.min(...arrivals.map(({ at_t }) => at_t))
  const event = marker === undefined ? unmarked(scenario, hook, encoding) : seen.find(one => one !== undefined)
  const { published } = hook
  const facts = {
    accepted: hook.ok,
    ...defined({ reason: hook.reason, status: hook.status }),
    expected: told(asRead(payload, encoding)),
    got: event === undefined ? null : carried(event, marker, encoding),
    ...(published?.event === undefined ? {} : { expected_type: published.event }),
    on_streams: seen.filter(one => one !== undefined).length,
  }
  if (event === undefined) return { ...facts, ...missedBy(scenario, hook) }
  const next_t = channels.nextAfter(hook)
  const after_ms = (t: number) => Math.max(0, toMs(t - hook.began - lead))
  return {
    ...facts,
    fate: 'arrived',
    alone: event.t < next_t && !listening(scenario, hook).some(({ seen: { end } }) => end !== undefined && end.t < next_t),
    behind_ms: Object.fromEntries(arrivals.map(({ label, at_t }) => [label, toMs(at_t - first_t)])),
    got_type: event.type,
    after_ms: after_ms(event.t),
    blank_line_after_ms: Math.max(0, toMs(event.t - event.lastLine_t)),
    lag_ms: session.stalledIn(hook.began, event.t),
    at: event.at,
  }
}

/** The publications of a scenario by case, and what happened to each. */
export const deliveryFacts = (scenario: ScenarioReading, publishing: Publishing): Observation['deliveries'] => {
  const hooks = scenario.hooks.filter(hook => hook.hook === 'publish')
  const deliveries = hooks.map(hook => [hook.case ?? 'unnamed', deliveryOf(scenario, hook, publishing)] as const)
  const first = deliveries.find(([, { after_ms }]) => after_ms !== undefined)?.[1]
  return Object.fromEntries(
    deliveries.map(([name, delivery]) => {
      if (first?.after_ms === undefined || delivery.after_ms === undefined || delivery === first) return [name, delivery]
      return [name, { ...delivery, held_up_ms: Math.max(0, toMs((delivery.after_ms - first.after_ms) * 1e6)) }]
    }),
  )
}

/** The number of publications per fate. */
export const fatesOf = (deliveries: Observation['deliveries']): Observation['fates'] => {
  const fates: Observation['fates'] = { arrived: 0, held: 0 }
  for (const { fate } of Object.values(deliveries)) fates[fate] = (fates[fate] ?? 0) + 1
  return fates
}

/** How often the publish hook worked in the whole run. */
export const publishingFacts = ({ scenarios }: Session): Pick<Observation, 'publishing'> => {
  const hooks = [...scenarios.values()].flatMap(scenario => scenario.hooks.filter(({ hook }) => hook === 'publish'))
  if (hooks.length === 0) return {}
  const failed = hooks.filter(({ ok }) => !ok)
  const reason = failed.find(one => one.reason !== undefined)?.reason
  return { publishing: { accepted: hooks.length - failed.length, ...defined({ reason }) } }
}
