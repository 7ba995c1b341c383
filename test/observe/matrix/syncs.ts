/** Recordings of a homeserver, made in memory: a stream's events as responses of /sync, and the calls of a chain. */

import type { CallLine, Observation } from '../../../schemas/index.js'
import { close, type Line, ns, observationOf, open, received, scenario } from '../recording-of.js'

export const ROOM = '!room:test'
export const OTHER = '!other:test'
export const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n'

/** A response of /sync with what is given, and this token. */
export const response = (next_batch: string, more: object = {}): object => ({ next_batch, ...more })

export const joined = (rooms: Readonly<Record<string, object>>): object => ({ rooms: { join: rooms } })

export const message = (event_id: string, body = event_id, more: object = {}): object => ({
  event_id,
  type: 'm.room.message',
  sender: '@me:test',
  origin_server_ts: 1,
  content: { msgtype: 'm.text', body },
  ...more,
})

export const member = (event_id: string, user_id: string): object => ({
  event_id,
  type: 'm.room.member',
  state_key: user_id,
  sender: user_id,
  origin_server_ts: 1,
  content: { membership: 'join' },
})

export const timeline = (...events: readonly object[]): object => ({ timeline: { events } })

/** An event for each response, its id the token. */
export const eventOf = (data: { next_batch?: string }): string => `id: ${data.next_batch}\ndata: ${JSON.stringify(data)}\n\n`

export interface StreamPlan {
  readonly on?: string
  readonly since?: string
  readonly from_ms?: number
  readonly cut?: boolean
}

/** A stream that sends these bytes, 10 ms after each other. */
export const streamOf = (parts: readonly string[], { on = 'syncs-1', since, from_ms = 0, cut = false }: StreamPlan = {}): Line[] => [
  ...open(on, from_ms, since === undefined ? {} : { last_event_id: since }),
  received(on, from_ms + 1, HEAD),
  ...parts.map((part, index) => received(on, from_ms + 10 * (index + 1), part)),
  close(on, from_ms + 10 * (parts.length + 1), cut ? 'cut' : 'done'),
]

/** What /sync answered, and any other call. */
export const call = (label: string, t_ms: number, answer: object, more: Partial<CallLine> = {}): Line => ({
  t: ns(t_ms),
  on: 'syncs',
  what: 'call',
  began: ns(t_ms - 1),
  label,
  method: 'GET',
  path: `/_matrix/client/v3/${label}`,
  status: 200,
  answer: JSON.stringify(answer),
  ...more,
})

export const chainOf = (responses: readonly object[], name = 'client'): Line[] =>
  responses.map((answer, index) => call('sync', 10 * (index + 1), answer, { chain: name }))

export const named = (name: string, id: string): Line => ({ t: ns(0.1), on: 'syncs', what: 'note', say: 'named', text: `${name} ${id}` })

export const published = (marker: string, t_ms: number): Line => ({
  t: ns(t_ms),
  on: 'syncs',
  what: 'hook',
  hook: 'publish',
  began: ns(t_ms - 1),
  case: 'event',
  channel: 'channel',
  published: { data: `event ${marker}` },
  ok: true,
})

export const syncsObserved = (lines: readonly Line[]): Promise<Observation> =>
  observationOf('syncs', [scenario('syncs', 0, 'began'), ...lines, scenario('syncs', 1000, 'ended')], {}, 'matrix')
