/** Observations of a server that does nothing wrong, written by hand. */

import type { At, Delivery, Exchange, Framing, Observation, Response } from '../../schemas/index.js'

export const at = (connection: string, more: Partial<At> = {}): At => ({ connection, offset: 1, length: 1, t_ms: 1, ...more })

const framing: Framing = {
  bytes: 100,
  line_ends: { lf: 10, crlf: 0, cr: 0 },
  mixed_line_ends: [],
  comments: 0,
  bom_at_start: [],
  bom_later: [],
  invalid_utf8: [],
  unknown_fields: [],
  colonless: [],
  ids: 1,
  retries: [],
  blocks_without_data: [],
  id_only_blocks: [],
  empty_ids: [],
  ids_with_nul: [],
  ids_with_edge_space: [],
  ids_not_in_a_field_value: [],
  long_ids: [],
  ids_beyond_ascii: [],
  unsafe_ids: [],
  events_without_id: [],
  markup: [],
  json_texts: [],
  too_long: [],
}

export const observation = (scenario: string, more: Partial<Observation> = {}): Observation => ({
  format: 'ssespec-observation/1',
  scenario,
  state: 'complete',
  tolerance_ms: 250,
  tolerance: { head_ms: 1000, delivery_ms: 1000 },
  requested: { token: false, request: false, capture: false, publish: true, channels: true },
  window_ms: 1000,
  heads: 1,
  opened: 1,
  streams: 1,
  ends: 0,
  not_200: [],
  not_event_stream: [],
  exchanges: {},
  framing,
  events: { count: 1, forged: [], foreign: [], same_id: [] },
  heartbeats: [],
  silences: [],
  bursts: [],
  deliveries: {},
  fates: { arrived: 1, held: 0 },
  delivered: 2,
  undelivered: [],
  resume: { published: 2, lost: [], held: [], repeated: [], reordered: [] },
  hooks: {},
  metrics: {},
  parser: { disagreements: [] },
  ...more,
})

export const response = (connection: string, more: Partial<Response> = {}): Response => ({
  at: at(connection),
  status: 200,
  protocol: '1.1',
  fields: {},
  content_types: ['text/event-stream'],
  media_type: 'text/event-stream',
  cache_control: ['no-store'],
  vary: [],
  has_length: false,
  delimiter: 'chunked',
  content_coding: 'identity',
  head_after_ms: 1,
  lag_ms: 0,
  syntax: [],
  ...more,
})

export const oneExchange = (scenario: string, label: string, more: Partial<Exchange> = {}): Observation => {
  const connection = `${scenario}-1`
  const exchange: Exchange = {
    at: at(connection),
    label,
    role: 'stream',
    client: 'client',
    request: { method: 'GET', protocol: '1.1' },
    outcome: 'response',
    stream: true,
    events: 1,
    leftover_bytes: 0,
    response: response(connection),
    ...more,
  }
  return observation(scenario, { exchanges: { [label]: exchange } })
}

export const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  accepted: true,
  expected: 'a',
  got: 'a',
  fate: 'arrived',
  after_ms: 1,
  blank_line_after_ms: 0,
  lag_ms: 0,
  at: at('a'),
  ...more,
})

export const deliveredTo = (scenario: string, cases: readonly string[], more: Partial<Delivery> = {}): Observation =>
  observation(scenario, { deliveries: Object.fromEntries(cases.map(name => [name, delivery(more)])) })
