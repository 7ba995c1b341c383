/** Results as generators and runs leave them, for tests that need no generator. */

import { PROCESS_COUNTERS, RUN_COUNTERS } from '../../load/counters.js'
import { distributionOf, emptyHistogram, recordMs } from '../../load/histogram.js'
import type { Distribution, K6Result, Load, LoadRun, LoadTransport, Measurement } from '../../schemas/index.js'

export const distributionWith = (...values_ms: readonly number[]): Distribution => {
  const histogram = emptyHistogram()
  for (const value of values_ms) recordMs(histogram, value)
  return distributionOf(histogram)
}

const NONE = distributionWith()

/** One process that held ten clients of the source s0 for five seconds. */
export const k6Result = (changes: Partial<K6Result> = {}): K6Result => ({
  format: 'ssespec-k6/1',
  started_us: 1_000_000_000,
  ended_us: 1_005_000_000,
  interrupted: false,
  ...PROCESS_COUNTERS,
  connections: { ...PROCESS_COUNTERS.connections, requested: 10, held: 10, held_max: 10, refusals: {} },
  requests: 10,
  connect_ms: NONE,
  tls_ms: NONE,
  head_ms: NONE,
  first_event_ms: NONE,
  delivery_ms: distributionWith(1, 2, 3),
  events: 20,
  comments: 10,
  deliveries: { ...PROCESS_COUNTERS.deliveries, received: 20 },
  sources: { s0: { streams: 10, first_seq: { '1': 10 }, last_seq: { '2': 10 } } },
  publish: { published: { s0: 2 }, failed: 0, failed_seqs: {}, slip_ms: distributionWith(0.1, 0.2) },
  bytes: { sent: 1000, received: 9000 },
  timeline: [1, 2, 3, 4, 5].map(t_s => ({
    t_s,
    connections: 10,
    events: 4 * t_s,
    deliveries: 4 * t_s,
    bytes: 2000 * t_s,
    cpu_s: t_s / 10,
    rss_bytes: 1e6,
  })),
  slip_ms: distributionWith(0.5),
  cpu_s: 0.5,
  rss_bytes: 1_000_000,
  ...changes,
})

const measurement: Measurement = {
  ...RUN_COUNTERS,
  connections: { ...RUN_COUNTERS.connections, requested: 10, held: 10, refusals: {} },
  connect_ms: NONE,
  first_event_ms: NONE,
  delivery_ms: distributionWith(1, 2, 3, 40),
  deliveries: { ...RUN_COUNTERS.deliveries, expected: 20, received: 20, lost: 0 },
  heartbeats: 10,
  requests: 10,
  bytes: { sent: 1000, received: 9000 },
  server: { cpu_s: 0.1, rss_bytes: 30_000_000, rss_before_bytes: 20_000_000, sockets: 10 },
  generator: { cpu_s: 0.5, rss_bytes: 1_000_000, slip_ms: 1, publish_slip_ms: 1, machine_busy: 0.4, saturated: false },
}

const run: LoadRun = {
  started: '2026-11-21T10:00:00.000Z',
  window: { from_s: 1, to_s: 5, bytes: 8000, deliveries: 20, client_s: 40 },
  measured: measurement,
  figures: { p50_delivery_ms: 2, p99_delivery_ms: 40, lost: 0, bytes_per_client_min: 12_000 },
  timeline: [1, 2, 3].map(t_s => ({
    t_s,
    connections: 10,
    deliveries: 4 * t_s,
    bytes: 2000 * t_s,
    server_rss_bytes: 20_000_000 + 1e6 * t_s,
  })),
}

export const transport = (changes: Partial<LoadTransport> = {}): LoadTransport => ({
  name: 'sse',
  generator_name: 'k6',
  measured: measurement,
  figures: Object.fromEntries(Object.entries(run.figures).map(([name, value]) => [name, { median: value, min: value, max: value }])),
  verdict: 'valid',
  runs: [run],
  ...changes,
})

export const loadOf = (transports: LoadTransport[], changes: Partial<Load> = {}): Load => ({
  format: 'ssespec-load/1',
  tool: { name: 'ssespec', version: '0.1.0' },
  started: '2026-11-21T10:00:00.000Z',
  wall_ms: 20_000,
  interrupted: false,
  target: { url: 'http://127.0.0.1:8099', profile: 'sse', embedded: true },
  workload: {
    format: 'ssespec-workload/1',
    name: 'chat',
    says: 'Rooms.',
    connections: 10,
    ramp_s: 1,
    duration_s: 4,
    rate_per_s: 1,
    fanout: 10,
    payload_bytes: 100,
    transports: ['sse'],
  },
  machine: { cores: 2, memory_bytes: 2 ** 34, system: 'linux', node: '20.20.2', open_files: 20_000, ports: 28_232 },
  transports,
  thresholds: [],
  ...changes,
})
