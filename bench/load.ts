// Measures the load generators and the reference server, for the figures of load/RESULTS.md.
//   npx tsx bench/load.ts [agree] [storm] [rate] [scale] [synapse]     without names: all except scale, which needs 16 GiB
import { mkdirSync, writeFileSync } from 'node:fs'
import { load } from '../api/index.js'
import { readWorkload, type SettledWorkload } from '../load/index.js'
import { loadFormats } from '../reports/index.js'
import type { Config, Load } from '../schemas/index.js'
import { startGatewayOfSynapse } from './matrix/gateway-of-synapse.js'

const OUT = process.env.OUT ?? 'load-bench'

const measured = async (name: string, workload: SettledWorkload, config: Config = {}): Promise<Load> => {
  const result = await load({
    config,
    workload,
    onProgress: ({ transport, generator_name }) => process.stderr.write(`${name}: ${transport} by ${generator_name}\n`),
  })
  mkdirSync(OUT, { recursive: true })
  writeFileSync(`${OUT}/${name}.json`, loadFormats.json.render(result))
  process.stdout.write(`\n${loadFormats.markdown.render(result)}`)
  return result
}

/** autocannon's and k6's long polling agree within 2 %, and k6's bytes with the kernel's within 1 %. */
const agree = () =>
  measured('agree', { ...readWorkload('chat'), cross_check: true, transports: ['sse', 'longpoll', 'websocket', 'polling'] })

/** 5,000 streams, cut at the same time by a restart: all resume, nothing is lost. */
const storm = () => measured('storm', readWorkload('reconnect-storm'))

/** 50,000 deliveries per second over 10,000 connections, each accounted for. */
const rate = () =>
  measured('rate', {
    ...readWorkload('firehose', { connections: 10_000, transports: ['sse'], duration_s: 15 }),
    name: 'rate',
    fanout: 1000,
    rate_per_s: 50,
    ramp_s: 8,
    payload_bytes: 450,
    processes: 2,
  })

/** 100,000 streams held, each with heartbeats and occasional events. */
const scale = () =>
  measured('scale', {
    ...readWorkload('idle', { connections: 100_000, transports: ['sse'], processes: 6, duration_s: 40 }),
    name: 'scale',
    ramp_s: 180,
    fanout: 10_000,
    rate_per_s: 0.5,
    heartbeat_interval_s: 30,
  })

/** The gateway in front of Synapse: `/sync/sse` and `/sync`, both through it. */
const synapse = async (): Promise<void> => {
  const { config, stop } = await startGatewayOfSynapse()
  try {
    const workload = {
      ...readWorkload('chat', { connections: 40, transports: ['sse', 'longpoll', 'longpoll-no-keepalive'] }),
      fanout: 20,
      rate_per_s: 2,
      duration_s: 20,
    }
    await measured('synapse', workload, config)
  } finally {
    await stop()
  }
}

const PARTS = { agree, storm, rate, synapse, scale } as const

const names = process.argv.slice(2)
for (const [name, part] of Object.entries(PARTS)) if (names.includes(name) || (names.length === 0 && name !== 'scale')) await part()
