import type { Observation, Place } from '../schemas/index.js'
import type { ExchangeReading } from './exchange.js'
import type { Channels } from './exposure.js'
import { addPlace } from './places.js'
import { isOn, type Publication, publicationsOf } from './resume.js'
import type { ScenarioReading } from './session.js'

/** Many servers add a client to their subscribers only after the response headers were written. */
const SETTLES_NS = 50e6
// A server may deliver out of order, so what was published just before gets extra time.
const MOMENT_NS = 250e6
const LATER = 2

type Facts = Pick<Observation, 'delivered' | 'undelivered'>

const onStream = (exchange: ExchangeReading, publications: readonly Publication[], places: Place[]): number => {
  const opened_t = exchange.seen.heads[0]?.t
  if (opened_t === undefined || exchange.seen.paused || exchange.open.role !== 'stream') return 0
  const received = new Map(
    exchange.stream.events.flatMap(event =>
      event.payloads.flatMap(({ marker }) => (marker === undefined ? [] : [[marker, event] as const])),
    ),
  )
  const due = publications.filter(one => isOn(one, exchange) && one.hook.began >= opened_t + SETTLES_NS)
  const arrived = due.filter(({ marker }) => received.has(marker))
  for (const one of due) {
    if (received.has(one.marker)) continue
    const later = arrived.flatMap(({ index, marker }) => (index > one.index ? (received.get(marker) ?? []) : []))
    const [next] = later
    if (next === undefined) continue
    const waited = exchange.seen.closed_t - Math.max(...later.map(({ t }) => t)) > MOMENT_NS
    if (later.length >= LATER || waited) addPlace(places, one.hook.case ?? one.marker, next.at)
  }
  return arrived.length
}

/** Plain payloads that open streams received, and those that they missed although they received later ones. */
export const undeliveredFacts = (scenarios: Iterable<ScenarioReading>, { isExposed, hazardsOn }: Channels): Facts => {
  const undelivered: Place[] = []
  let delivered = 0
  for (const scenario of scenarios) {
    const publications = publicationsOf(scenario).filter(({ hook }) => {
      const hazards = hazardsOn(hook.channel ?? '')
      return hazards === undefined || hook.began < hazards.first || hook.began > hazards.last
    })
    for (const exchange of scenario.exchanges) if (!isExposed(exchange)) delivered += onStream(exchange, publications, undelivered)
  }
  return { delivered, undelivered }
}
