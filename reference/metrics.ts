/** GET /metrics: Prometheus text format 0.0.4. */

import { answer, type Exchange } from './exchange.js'
import type { Server } from './parts.js'

export interface Counters {
  events_published: number
  events_sent: number
  bytes_sent: number
  readers_dropped: number
  /** Deliveries that a fault affected, by its name; only for faults that count them. */
  readonly fault_deliveries: Map<string, number>
}

/** The name may have labels, `name{label="value"}`. */
export type MetricRow = readonly [name: string, type: 'gauge' | 'counter', help: string, value: number]

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

export async function answerMetrics(exchange: Exchange): Promise<void> {
  const { server } = exchange
  const fields = server.parts.cors(exchange, 'answer')
  answer(exchange, 200, [['Content-Type', METRICS_TYPE], ['Cache-Control', 'no-store'], ...fields], await metricsText(server))
}

export async function metricsText(server: Server): Promise<string> {
  const counted = (await server.peers?.counted()) ?? rowsCounted(server)
  const rows = [...counted, ...(server.sync?.backend.metrics() ?? rowsOfChannels(server))]
  return rows.map(textOf).join('')
}

function textOf([name, type, help, value]: MetricRow): string {
  const [family] = name.split('{')
  return `# HELP ${family} ${help}\n# TYPE ${family} ${type}\n${name} ${value}\n`
}

/** Counters of each process of a server. */
export function rowsCounted(server: Server): MetricRow[] {
  return [...rowsOf(server), ...rowsOfFaults(server), ...rowsOfProcess()]
}

/** The sums of the same rows over several processes. */
export function sumOf(processes: readonly MetricRow[][]): MetricRow[] {
  const sums = new Map<string, MetricRow>()
  for (const [name, type, help, value] of processes.flat()) sums.set(name, [name, type, help, value + (sums.get(name)?.[3] ?? 0)])
  return [...sums.values()]
}

function rowsOf({ counters, streams }: Server): MetricRow[] {
  return [
    ['ssespec_reference_streams_open', 'gauge', 'Event streams that are open.', streams.size],
    ['ssespec_reference_events_sent_total', 'counter', 'Events that were written to streams.', counters.events_sent],
    ['ssespec_reference_bytes_sent_total', 'counter', 'Bytes of streams given to the kernel.', counters.bytes_sent],
    ['ssespec_reference_readers_dropped_total', 'counter', 'Readers dropped because they took too little.', counters.readers_dropped],
  ]
}

function rowsOfFaults({ counters }: Server): MetricRow[] {
  const help = 'Deliveries that the fault spoilt.'
  return [...counters.fault_deliveries].map(([name, count]) => [`ssespec_reference_fault_total{fault="${name}"}`, 'counter', help, count])
}

/** The same in every process, because each has all events. */
function rowsOfChannels({ channels, counters }: Server): MetricRow[] {
  return [
    ['ssespec_reference_channels', 'gauge', 'Channels that are known.', channels.size],
    ['ssespec_reference_events_published_total', 'counter', 'Events that were published.', counters.events_published],
  ]
}

export function rowsOfProcess(): MetricRow[] {
  const cpu = process.cpuUsage()
  return [
    ['process_resident_memory_bytes', 'gauge', 'Resident memory.', process.memoryUsage.rss()],
    ['process_cpu_seconds_total', 'counter', 'User and system CPU time spent.', (cpu.user + cpu.system) / 1e6],
  ]
}
