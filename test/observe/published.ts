/** Publications and the events that carry them. */

import type { HookLine } from '../../schemas/index.js'
import { type Line, ns } from './recording-of.js'

/** What only the payload of this publication contains. */
export const markerOf = (number: number, scenario = 'idle'): string => `ssespec-00000000-${scenario}-${number}.`

export interface Publishing {
  readonly scenario?: string
  readonly more?: Partial<HookLine>
  readonly published?: Partial<HookLine['published']>
}

/** The hook was called at `t_ms` with this payload, and answered half a millisecond later. */
export const publish = (
  t_ms: number,
  name: string,
  data: string,
  { scenario = 'idle', more = {}, published = {} }: Publishing = {},
): Line => ({
  t: ns(t_ms + 0.5),
  on: scenario,
  what: 'hook',
  hook: 'publish',
  began: ns(t_ms),
  ok: true,
  case: name,
  published: { data, ...published },
  ...more,
})

/** A publication whose payload is a word and its marker. */
export const publishNumber = (t_ms: number, number: number, publishing: Publishing = {}): Line =>
  publish(t_ms, String(number), `payload ${markerOf(number, publishing.scenario)}`, publishing)

/** The event that carries it. */
export const eventOf = (number: number, scenario?: string): string => `id: ${number}\ndata: payload ${markerOf(number, scenario)}\n\n`
