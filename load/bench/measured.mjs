// Summarizes k6 results for events.sh and idle.sh.

import { readFileSync } from 'node:fs'

const [what, ...rest] = process.argv.slice(2)
const read = file => JSON.parse(readFileSync(file, 'utf8'))

/** The last seconds of a run, when all streams are open. */
const events = (file, seconds) => {
  const { timeline, connections, deliveries, delivery_ms, slip_ms } = read(file)
  const end = timeline.at(-2)
  const begin = timeline.find(({ t_s }) => t_s >= end.t_s - Number(seconds))
  const counted = end.events - begin.events
  const cpu_s = end.cpu_s - begin.cpu_s
  return {
    connections: connections.held,
    events: counted,
    events_a_second: Math.round(counted / (end.t_s - begin.t_s)),
    cpu_s,
    cpu_us_an_event: (cpu_s * 1e6) / counted,
    rss_bytes: end.rss_bytes,
    deliveries,
    delivery_p99_ms: delivery_ms.p99,
    slip_p99_ms: slip_ms.p99,
  }
}

const idle = (alone, ...files) => {
  const own = read(alone).rss_bytes
  const results = files.map(read)
  const sum = figure => results.reduce((total, result) => total + figure(result), 0)
  const held = sum(({ connections }) => connections.held)
  return {
    held,
    failed: sum(({ connections }) => connections.failed),
    k6_itself_bytes: own,
    bytes_a_connection: Math.round(sum(({ rss_bytes }) => rss_bytes - own) / held),
    deliveries: sum(({ deliveries }) => deliveries.received),
    missing: sum(({ deliveries }) => deliveries.missing),
    cpu_s: sum(({ cpu_s }) => cpu_s),
  }
}

console.log(JSON.stringify({ events, idle }[what](...rest)))
