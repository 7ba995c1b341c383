/** GET /metrics: Prometheus text format 0.0.4. */

import { answer, type Exchange } from './exchange.js'
import type { Server } from './parts.js'

export interface Counters {
  events_published: number
  events_sent: number
  bytes_sent: number
  readers_dropped: number
}

export type MetricRow = readonly [name: string, type: 'gauge' | 'counter', help: string, value: number]

export function answerMetrics(exchange: Exchange): void {
  const { server } = exchange
  const rows = [...rowsOf(server), ...(server.sync?.backend.metrics() ?? rowsOfChannels(server)), ...rowsOfProcess()]
  const text = rows.map(([name, type, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`).join('')
  const fields = server.parts.cors(exchange, 'answer')
  answer(exchange, 200, [['Content-Type', 'text/plain; version=0.0.4; charset=utf-8'], ['Cache-Control', 'no-store'], ...fields], text)
}

function rowsOf({ counters, streams }: Server): MetricRow[] {
  return [
    ['ssespec_reference_streams_open', 'gauge', 'Event streams that are open.', streams.size],
    ['ssespec_reference_events_sent_total', 'counter', 'Events that were written to streams.', counters.events_sent],
    ['ssespec_reference_bytes_sent_total', 'counter', 'Bytes of streams given to the kernel.', counters.bytes_sent],
    ['ssespec_reference_readers_dropped_total', 'counter', 'Readers dropped because they took too little.', counters.readers_dropped],
  ]
}

function rowsOfChannels({ channels, counters }: Server): MetricRow[] {
  return [
    ['ssespec_reference_channels', 'gauge', 'Channels that are known.', channels.size],
    ['ssespec_reference_events_published_total', 'counter', 'Events that were published.', counters.events_published],
  ]
}

function rowsOfProcess(): MetricRow[] {
  const cpu = process.cpuUsage()
  return [
    ['process_resident_memory_bytes', 'gauge', 'Resident memory.', process.memoryUsage.rss()],
    ['process_cpu_seconds_total', 'counter', 'User and system CPU time spent.', (cpu.user + cpu.system) / 1e6],
  ]
}
