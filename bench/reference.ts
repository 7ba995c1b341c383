// Cost of a connection and a delivery on the reference server, compared with a bare node:http loop and nginx with nchan, as ratios from one run.
//   npx tsx bench/reference.ts [--connections 8000] [--streams 1000] [--events 200] [--rounds 3]
import { parseArgs } from 'node:util'
import { MARK, openCrowd } from './reference/crowd.js'
import { compileServers, type Measured, type Name, nchanMissing, startMeasured } from './reference/servers.js'

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '8000' },
    streams: { type: 'string', default: '1000' },
    events: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
  },
})
const connections = Number(values.connections)
const streams = Number(values.streams)
const events = Number(values.events)

const PAYLOAD = `${MARK}${'x'.repeat(449)}`
/** Warm-up of both, so that code is compiled and pools exist before measuring. */
const WARM_STREAMS = 500
const WARM_EVENTS = 50

const GOALS = { memory: 1.1, cpu: 1.2 }

const pause = (wait_ms: number) => new Promise(resolve => setTimeout(resolve, wait_ms))

/** Each event is published when the previous one has reached every stream, so nothing queues up on a slower server. */
const fanOut = async (server: Measured, count: number, each: number): Promise<number> => {
  const crowd = await openCrowd(server.port, server.path, count)
  const before_ms = server.cpu_ms()
  for (let index = 1; index <= each; index += 1) {
    await server.publish(PAYLOAD)
    await crowd.delivered(index * count)
  }
  const spent_ms = server.cpu_ms() - before_ms
  await crowd.leave()
  return (1000 * spent_ms) / (count * each)
}

const idle = async (server: Measured): Promise<number> => {
  const before_bytes = await server.resident_bytes()
  const crowd = await openCrowd(server.port, server.path, connections)
  await pause(500)
  const held_bytes = (await server.resident_bytes()) - before_bytes
  await crowd.leave()
  return held_bytes / connections
}

interface Costs {
  readonly memory_bytes: number[]
  readonly cpu_us: number[]
}

const measure = async (name: Name, costs: Costs): Promise<void> => {
  const server = await startMeasured(name, connections)
  try {
    await fanOut(server, WARM_STREAMS, WARM_EVENTS)
    costs.memory_bytes.push(await idle(server))
    costs.cpu_us.push(await fanOut(server, streams, events))
  } finally {
    await server.stop()
  }
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
const spread = (all: readonly number[]): string => `${Math.min(...all).toFixed(1)}–${Math.max(...all).toFixed(1)}`

compileServers()
const missing = nchanMissing()
if (missing !== undefined) process.stderr.write(`${missing}\n`)
const names: Name[] = ['bare', 'reference', ...(missing === undefined ? (['nchan'] as const) : [])]
const all = new Map(names.map(name => [name, { memory_bytes: [], cpu_us: [] } as Costs]))
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const [name, costs] of all) {
    await measure(name, costs)
    const [memory, cpu] = [(costs.memory_bytes.at(-1) ?? 0) / 1024, costs.cpu_us.at(-1) ?? 0]
    process.stderr.write(`round ${round + 1}: ${name} ${memory.toFixed(1)} KiB a connection, ${cpu.toFixed(1)} µs a delivery\n`)
  }
}

const bare = all.get('bare')
const ratio = (own: readonly number[], of: readonly number[] = []) => (median(own) / median(of)).toFixed(2)
for (const [name, { memory_bytes, cpu_us }] of all) {
  const kib = memory_bytes.map(bytes => bytes / 1024)
  process.stdout.write(
    `${name.padEnd(10)} ${median(kib).toFixed(1)} KiB a connection (${spread(kib)}), ${ratio(memory_bytes, bare?.memory_bytes)} × bare;  ` +
      `${median(cpu_us).toFixed(1)} µs a delivery (${spread(cpu_us)}), ${ratio(cpu_us, bare?.cpu_us)} × bare\n`,
  )
}
process.stdout.write(`${connections} idle connections; ${events} events of 450 bytes to ${streams} streams. `)
process.stdout.write(`Goals of the reference: ${GOALS.memory} × the memory and ${GOALS.cpu} × the CPU of the bare loop\n`)
