import { type At, type CallSeen, defined, type Observation, type Place, type Sync } from '../../schemas/index.js'
import type { SeenEvent } from '../events.js'
import type { ExchangeReading } from '../exchange.js'
import { type JsonObject, jsonObject } from '../payload.js'
import { addPlace, toMs } from '../places.js'
import type { ScenarioReading, Session } from '../session.js'
import { besidePolling } from './beside-polling.js'
import { differencesOf } from './difference.js'
import { filledFacts } from './filled.js'
import { followedFacts } from './followed.js'
import { pictureOf, toldPicture } from './picture.js'
import { type Batch, ordered, stringAt } from './sections.js'

const MOST_RESPONSES = 40
const RESPONSE_CHARACTERS = 16_384
const ANSWER_CHARACTERS = 8_192

const batchesOf = (events: readonly SeenEvent[]): Batch[] =>
  events.flatMap(({ sync, at }) => (sync === undefined ? [] : [{ response: sync, at }]))

const KEYS = ['device_one_time_keys_count', 'device_unused_fallback_key_types'] as const

const isEmpty = (value: unknown): boolean =>
  value === null ||
  typeof value !== 'object' ||
  Object.values(value).every(item => item !== null && typeof item === 'object' && isEmpty(item))

/** Whether a response says nothing new: only its token, and key counts that did not change. */
const saysNothing = (response: JsonObject, before: JsonObject | undefined): boolean =>
  Object.entries(response).every(([name, value]) => {
    if (name === 'next_batch') return true
    if (KEYS.some(key => key === name)) return before !== undefined && ordered(value) === ordered(before[name])
    return isEmpty(value)
  })

/** The first ones, if they are not long. */
const firstOf = <One extends { readonly data: object }>(responses: readonly One[], most: number): One[] =>
  responses.slice(0, most).filter(({ data }) => JSON.stringify(data).length <= RESPONSE_CHARACTERS)

const shown = (events: readonly SeenEvent[], most: number): Sync['responses'] =>
  firstOf(
    events.flatMap(({ sync, at }) => (sync === undefined ? [] : [{ data: { ...sync }, at }])),
    most,
  )

/** An error object is not a /sync response (Client-Server API, "Standard error response"). */
const isError = (data: JsonObject | undefined): boolean => data?.errcode !== undefined && data.next_batch === undefined

/** Ids of errors that differ from the id before: no client can resume from them. */
const idsWithoutSync = (events: readonly SeenEvent[]): Place[] => {
  const places: Place[] = []
  let before = ''
  for (const { sync, ownId, lastEventId, at } of events) {
    if (!isError(sync)) before = lastEventId
    else if (ownId && lastEventId !== before) addPlace(places, `id ${lastEventId}`, at)
  }
  return places
}

/** The events of one stream as /sync responses; `whole`: with the combined picture. */
export const syncFacts = ({ stream, open }: ExchangeReading, named: ReadonlyMap<string, string>, whole: boolean): Sync => {
  const { events } = stream
  const lists: Record<'not_json' | 'named' | 'mismatched' | 'without_next_batch' | 'without_id' | 'empty', Place[]> = {
    not_json: [],
    named: [],
    mismatched: [],
    without_next_batch: [],
    without_id: [],
    empty: [],
  }
  let before: JsonObject | undefined
  for (const { sync, type, excerpt, ownId, lastEventId, at } of events) {
    // An event that may report an error (reading A13) need not be a response.
    if (isError(sync)) continue
    if (type !== 'message') addPlace(lists.named, type, at)
    if (!ownId || lastEventId === '') addPlace(lists.without_id, excerpt, at)
    if (sync === undefined) {
      addPlace(lists.not_json, excerpt, at)
      continue
    }
    const token = stringAt(sync, 'next_batch')
    if (token === undefined) addPlace(lists.without_next_batch, excerpt, at)
    else if (token !== lastEventId) addPlace(lists.mismatched, `id ${lastEventId}, next_batch ${token}`, at)
    // The first response of an initial sync may be empty, to say that there is nothing.
    if ((before !== undefined || open.last_event_id) && saysNothing(sync, before)) addPlace(lists.empty, excerpt, at)
    before = sync
  }
  return {
    count: stream.eventCount,
    responses: shown(events, whole ? MOST_RESPONSES : 3),
    ...lists,
    ids_without_sync: idsWithoutSync(events),
    ...(whole ? { picture: toldPicture(pictureOf(batchesOf(events), named)) } : {}),
  }
}

const callAt = (scenario: ScenarioReading, chain: string, t: number): At => ({
  connection: `${scenario.name} /sync ${chain}`,
  t_ms: toMs(t),
})

const chainsOf = (scenario: ScenarioReading): Map<string, Batch[]> => {
  const chains = new Map<string, Batch[]>()
  for (const { chain, answer, status, t } of scenario.calls) {
    const response = chain === undefined || status !== 200 ? undefined : jsonObject(answer ?? '')
    if (chain === undefined || response === undefined) continue
    chains.set(chain, [...(chains.get(chain) ?? []), { response, at: callAt(scenario, chain, t) }])
  }
  return chains
}

const callFacts = (scenario: ScenarioReading): Record<string, CallSeen> =>
  Object.fromEntries(
    scenario.calls
      .filter(({ chain }) => chain === undefined)
      .map(({ label, status, answer = '', t }) => {
        const parsed = jsonObject(answer)
        const errcode = stringAt(parsed, 'errcode')
        return [
          label,
          {
            ...defined({ status, errcode }),
            ...(parsed === undefined || answer.length > ANSWER_CHARACTERS ? {} : { answer: parsed }),
            at: { connection: `${scenario.name} ${label}`, t_ms: toMs(t) },
          },
        ]
      }),
  )

/** The facts that only a homeserver has: what chains of /sync returned, and each stream next to the chain of its client. */
export const matrixFacts = (
  scenario: ScenarioReading,
  session: Pick<Session, 'stalledIn'>,
): Pick<Observation, 'chains' | 'chain_responses' | 'compared' | 'followed' | 'beside_polling' | 'filled' | 'calls'> => {
  const beside_polling = besidePolling(scenario, session)
  const filled = filledFacts(scenario)
  const chains = chainsOf(scenario)
  const pictures = [...chains].map(([name, batches]) => [name, pictureOf(batches, scenario.named)] as const)
  const compared = pictures.flatMap(([name, chain]) => {
    const streams = scenario.exchanges.filter(({ open }) => open.client === name)
    const batches = streams.flatMap(({ stream }) => batchesOf(stream.events))
    return streams.length === 0 ? [] : [[name, differencesOf(pictureOf(batches, scenario.named), chain)] as const]
  })
  return {
    chains: Object.fromEntries(pictures.map(([name, picture]) => [name, toldPicture(picture)])),
    chain_responses: Object.fromEntries(
      [...chains].map(([name, batches]) => [
        name,
        firstOf(
          batches.map(({ response, at }) => ({ data: { ...response }, at })),
          MOST_RESPONSES,
        ),
      ]),
    ),
    compared: Object.fromEntries(compared),
    followed: followedFacts(scenario, chains, ({ stream }) => batchesOf(stream.events)),
    ...defined({ beside_polling, filled }),
    calls: callFacts(scenario),
  }
}
