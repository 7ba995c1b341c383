import type { FigureName, Figures, LoadRun, Spreads } from '../schemas/index.js'

/** What a figure is derived from. */
export type Derived = Pick<LoadRun, 'measured' | 'window'> & {
  readonly recovery_s?: number
  readonly clients: number
  readonly whole_client_s: number
  /** Requests that were still held when the run ended. */
  readonly unanswered: number
}

/** One figure: its unit, what it depends on, and how it is derived from the counts. */
export interface Figure {
  readonly unit: 'ms' | 's' | 'bytes' | 'µs' | 'count' | 'share'
  /** times: it depends on the clock, so a busy machine distorts it. */
  readonly of: 'times' | 'counts'
  readonly better: 'lower' | 'higher'
  readonly derive: (run: Derived) => number | undefined
}

const ratio = (one: number | undefined, other: number): number | undefined => (one === undefined || other <= 0 ? undefined : one / other)

const ofDelivery =
  (percentile: 'p50' | 'p99' | 'p999' | 'max') =>
  ({ measured: { delivery_ms } }: Derived): number | undefined =>
    delivery_ms.count === 0 ? undefined : delivery_ms[percentile]

const minutes = (client_s: number): number => client_s / 60

const received = ({ measured: { deliveries } }: Derived): number => deliveries.received

export const figures: Readonly<Record<FigureName, Figure>> = {
  p50_delivery_ms: { unit: 'ms', of: 'times', better: 'lower', derive: ofDelivery('p50') },
  p99_delivery_ms: { unit: 'ms', of: 'times', better: 'lower', derive: ofDelivery('p99') },
  p999_delivery_ms: { unit: 'ms', of: 'times', better: 'lower', derive: ofDelivery('p999') },
  max_delivery_ms: { unit: 'ms', of: 'times', better: 'lower', derive: ofDelivery('max') },
  p99_connect_ms: {
    unit: 'ms',
    of: 'times',
    better: 'lower',
    derive: ({ measured: { connect_ms } }) => (connect_ms.count === 0 ? undefined : connect_ms.p99),
  },
  p99_first_event_ms: {
    unit: 'ms',
    of: 'times',
    better: 'lower',
    derive: ({ measured: { first_event_ms } }) => (first_event_ms.count === 0 ? undefined : first_event_ms.p99),
  },
  recovery_s: {
    unit: 's',
    of: 'times',
    better: 'lower',
    derive: ({ recovery_s }) => recovery_s,
  },
  lost: { unit: 'count', of: 'counts', better: 'lower', derive: ({ measured }) => measured.deliveries.lost },
  repeated: { unit: 'count', of: 'counts', better: 'lower', derive: ({ measured }) => measured.deliveries.repeated },
  reordered: { unit: 'count', of: 'counts', better: 'lower', derive: ({ measured }) => measured.deliveries.reordered },
  failed_connections: {
    unit: 'count',
    of: 'counts',
    better: 'lower',
    derive: ({ measured }) => measured.connections.failed,
  },
  deliveries_per_s: {
    unit: 'count',
    of: 'counts',
    better: 'higher',
    derive: ({ window: { deliveries, from_s, to_s } }) => ratio(deliveries, to_s - from_s),
  },
  requests_per_delivery: {
    unit: 'count',
    of: 'counts',
    better: 'lower',
    derive: run => ratio(run.measured.requests, received(run)),
  },
  requests_per_client_min: {
    unit: 'count',
    of: 'counts',
    better: 'lower',
    derive: ({ measured, whole_client_s, clients }) => ratio(Math.max(0, measured.requests - clients), minutes(whole_client_s)),
  },
  empty_share: {
    unit: 'share',
    of: 'counts',
    better: 'lower',
    derive: ({ measured, clients, unanswered }) => ratio(measured.empty_responses, measured.requests - clients - unanswered),
  },
  tls_handshakes_per_client_min: {
    unit: 'count',
    of: 'counts',
    better: 'lower',
    derive: ({ measured, whole_client_s, clients }) => ratio(Math.max(0, measured.tls_handshakes - clients), minutes(whole_client_s)),
  },
  bytes_per_delivery: {
    unit: 'bytes',
    of: 'counts',
    better: 'lower',
    derive: ({ window }) => ratio(window.bytes, window.deliveries),
  },
  bytes_per_client_min: {
    unit: 'bytes',
    of: 'counts',
    better: 'lower',
    derive: ({ window }) => ratio(window.bytes, minutes(window.client_s)),
  },
  server_cpu_us_per_delivery: {
    unit: 'µs',
    of: 'times',
    better: 'lower',
    derive: ({ measured, window }) => ratio(measured.server && measured.server.cpu_s * 1e6, window.deliveries),
  },
  server_cpu_ms_per_client_min: {
    unit: 'ms',
    of: 'times',
    better: 'lower',
    derive: ({ measured, window }) => ratio(measured.server && measured.server.cpu_s * 1e3, minutes(window.client_s)),
  },
  server_rss_bytes_per_client: {
    unit: 'bytes',
    of: 'counts',
    better: 'lower',
    derive: ({ measured: { server }, clients }) => ratio(server && Math.max(0, server.rss_bytes - server.rss_before_bytes), clients),
  },
  server_sockets_per_client: {
    unit: 'count',
    of: 'counts',
    better: 'lower',
    derive: ({ measured: { server }, clients }) => ratio(server?.sockets, clients),
  },
  generator_rss_bytes_per_client: {
    unit: 'bytes',
    of: 'counts',
    better: 'lower',
    derive: ({ measured: { generator }, clients }) => ratio(generator.rss_bytes, clients),
  },
}

export const figureNames = Object.keys(figures) as FigureName[]

/** Every known figure of a run. */
export const figuresOf = (run: Derived): Figures =>
  Object.fromEntries(
    figureNames.flatMap(name => {
      const value = figures[name].derive(run)
      return value === undefined || !Number.isFinite(value) ? [] : [[name, value]]
    }),
  )

const median = (sorted: readonly number[]): number => {
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

/** Each figure over several runs. */
export const spreadsOf = (runs: readonly Figures[]): Spreads =>
  Object.fromEntries(
    figureNames.flatMap(name => {
      const values = runs.flatMap(run => run[name] ?? []).sort((one, other) => one - other)
      const [min] = values
      const max = values.at(-1)
      return min === undefined || max === undefined ? [] : [[name, { median: median(values), min, max }]]
    }),
  )
