// How many streams the reference server holds in several processes on this machine, each receiving every event.
//   npx tsx bench/processes.ts [--streams 40000] [--processes 3] [--events 5]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { capacityOf, startReference } from '../reference/index.js'
import { MARK, openCrowd } from './reference/crowd.js'

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '40000' },
    processes: { type: 'string', default: '3' },
    events: { type: 'string', default: '5' },
    crowd: { type: 'string' },
    port: { type: 'string', default: '0' },
    first: { type: 'string', default: '0' },
  },
})

/** A client may open 20,000 files, as a server may. */
const STREAMS_A_CLIENT = 15_000

/** In its own process: opens its part of the streams, then waits for the given number of events on each. */
const readAll = async (count: number): Promise<void> => {
  const crowd = await openCrowd(Number(values.port), '/events', count, Number(values.first))
  process.on('message', async events => {
    await crowd.delivered(Number(events) * count)
    process.send?.('delivered')
  })
  process.send?.('open')
}

const metric = async (url: string, name: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
}

const measure = async (): Promise<void> => {
  const [streams, processes, events] = [Number(values.streams), Number(values.processes), Number(values.events)]
  const { url, pids, stop } = await startReference({ processes })
  const port = new URL(url).port
  process.stdout.write(`${processes} processes hold ${capacityOf(processes).streams} streams by their files\n`)
  const before_bytes = await metric(url, 'process_resident_memory_bytes')
  const began_ms = performance.now()
  const own = fileURLToPath(import.meta.url)
  const clients = Array.from({ length: Math.ceil(streams / STREAMS_A_CLIENT) }, (_, index) => {
    const first = index * STREAMS_A_CLIENT
    return fork(own, ['--crowd', String(Math.min(STREAMS_A_CLIENT, streams - first)), '--port', port, '--first', String(first)])
  })
  await Promise.all(clients.map(client => once(client, 'message')))
  const opened_s = (performance.now() - began_ms) / 1000
  const held_bytes = (await metric(url, 'process_resident_memory_bytes')) - before_bytes
  process.stdout.write(`${await metric(url, 'ssespec_reference_streams_open')} streams open after ${opened_s.toFixed(1)} s, `)
  process.stdout.write(`${(held_bytes / streams / 1024).toFixed(1)} KiB a stream resident, garbage included\n`)
  for (let event = 1; event <= events; event += 1) {
    const published_ms = performance.now()
    await (await fetch(`${url}/publish`, { method: 'POST', body: JSON.stringify({ data: `${MARK}event ${event}` }) })).text()
    for (const client of clients) client.send(event)
    await Promise.all(clients.map(client => once(client, 'message')))
    process.stdout.write(`event ${event} reached all ${streams} in ${((performance.now() - published_ms) / 1000).toFixed(2)} s\n`)
  }
  process.stdout.write(`${await metric(url, 'ssespec_reference_events_sent_total')} deliveries by ${pids.length} processes\n`)
  for (const client of clients) client.kill('SIGKILL')
  await stop()
}

if (values.crowd === undefined) await measure()
else await readAll(Number(values.crowd))
