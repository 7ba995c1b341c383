/** Recordings of one ordinary stream, `idle-1` of the scenario `idle`: asked for at 0 ms, its head at 10 ms, watched to its end. */

import { strict as assert } from 'node:assert'
import type { CloseLine, Exchange, Observation } from '../../schemas/index.js'
import { head } from './http-bytes.js'
import { type Bytes, close, type Line, observationOf, open, received, scenario, sent } from './recording-of.js'

export const STREAM = 'idle-1'
export const HEAD_MS = 10

export interface Watched {
  readonly head?: Bytes
  /** When we leave, and how. */
  readonly until_ms?: number
  readonly how?: CloseLine['how']
  readonly more?: readonly Line[]
  readonly opening?: Parameters<typeof open>[2]
  readonly request?: Bytes
  readonly configuration?: Record<string, unknown>
}

/** The bytes received on the stream, each piece with its time. */
export const streamLines = (pieces: readonly (readonly [t_ms: number, bytes: Bytes])[], watched: Watched = {}): Line[] => {
  const { until_ms = 1000, how = 'done', more = [] } = watched
  return [
    scenario('idle', 0, 'began'),
    ...open(STREAM, 0, watched.opening),
    sent(STREAM, 1, watched.request ?? 'GET /events HTTP/1.1\r\nHost: a\r\n\r\n'),
    received(STREAM, HEAD_MS, watched.head ?? head()),
    ...pieces.map(([t_ms, bytes]) => received(STREAM, t_ms, bytes)),
    ...more,
    close(STREAM, until_ms, how),
    scenario('idle', until_ms, 'ended'),
  ]
}

export const streamFacts = (pieces: readonly (readonly [t_ms: number, bytes: Bytes])[], watched: Watched = {}): Promise<Observation> =>
  observationOf('idle', streamLines(pieces, watched), watched.configuration)

/** The facts of a stream whose content came at once. */
export const contentFacts = (content: Bytes): Promise<Observation> => streamFacts([[20, content]])

export const exchangeOf = ({ exchanges }: Observation, label = '1'): Exchange => {
  const exchange = exchanges[label]
  assert.ok(exchange !== undefined, `an exchange with the label ${label}`)
  return exchange
}

export const responseOf = (observation: Observation, label = '1'): NonNullable<Exchange['response']> => {
  const { response } = exchangeOf(observation, label)
  assert.ok(response !== undefined, 'a response')
  return response
}
