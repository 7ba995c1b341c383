type Count = number | Counters

/** Numbers, and groups of numbers, by name. */
type Counters = { readonly [name: string]: Count }

/** The counters of a run, at zero, grouped as in `ssespec-k6/1` and in `measured` of `ssespec-load/1`. They are added over processes and over runs. */
export const RUN_COUNTERS = {
  connections: { failed: 0, cut: 0, resumed: 0 },
  tls_handshakes: 0,
  requests: 0,
  empty_responses: 0,
  deliveries: { received: 0, repeated: 0, reordered: 0 },
  bytes: { sent: 0, received: 0 },
}

/** The numbers of a process, at zero, as in `ssespec-k6/1`: the counters of a run, and what is added over processes only. */
export const PROCESS_COUNTERS = {
  ...RUN_COUNTERS,
  connections: { ...RUN_COUNTERS.connections, requested: 0, held: 0, left: 0 },
  deliveries: { ...RUN_COUNTERS.deliveries, missing: 0, foreign: 0 },
  events: 0,
  comments: 0,
  cpu_s: 0,
  rss_bytes: 0,
}

/** The numbers of a line of the timeline, at zero. They are added over processes. */
export const TIMELINE_COUNTERS = { connections: 0, events: 0, deliveries: 0, bytes: 0, cpu_s: 0, rss_bytes: 0 }

const plus = (one: Count, other: Count | undefined): Count =>
  typeof one === 'number'
    ? one + (typeof other === 'number' ? other : 0)
    : Object.fromEntries(Object.entries(one).map(([name, count]) => [name, plus(count, typeof other === 'object' ? other[name] : 0)]))

/** Adds up the counters that `names` has at zero, each over all parts. Whatever else the parts contain is left out. */
export const addedCounters = <Names extends Counters>(names: Names, parts: readonly NoInfer<Names>[]): Names =>
  parts.reduce<Count>(plus, names) as Names
