import autocannon, { type Client } from 'autocannon'
import type { K6Result, Second } from '../../schemas/index.js'
import { PROCESS_COUNTERS } from '../counters.js'
import { distributionOf, emptyHistogram, recordMs } from '../histogram.js'
import type { Route } from '../subject.js'
import { type Chain, type ChainCounts, chain } from './chain.js'
import { READY } from './ready.js'

/** The message sent to the process. */
export interface Job {
  readonly route: Route
  readonly connections: number
  readonly run: string
  readonly poll_timeout_s: number
}

/** autocannon's clients are kept alive here. */
type WithConnection = Client & { readonly conn?: { readonly bytesRead: number; readonly bytesWritten: number } }

const TICK_MS = 10
const SPARE_S = 30
/** When to stop. */
const LONGEST_S = 86_400

const nowUs = (): number => Math.round((performance.timeOrigin + performance.now()) * 1000)

/** How late this process's timers are. */
const watchSlip = (record: (ms: number) => void): (() => void) => {
  let due = performance.now() + TICK_MS
  const timer = setInterval(() => {
    const now = performance.now()
    record(now - due)
    due = now + TICK_MS
  }, TICK_MS)
  return () => clearInterval(timer)
}

const measure = async ({ route, connections, run, poll_timeout_s }: Job, stopped: Promise<void>): Promise<K6Result> => {
  const [latency, slip] = [emptyHistogram(), emptyHistogram()]
  const chains: Chain[] = []
  const deliveries = { ...PROCESS_COUNTERS.deliveries }
  const counts: ChainCounts = { deliveries, refused: new Map(), latency: ms => recordMs(latency, ms) }
  const started_us = nowUs()
  const second = (): Second => ({
    t_s: (nowUs() - started_us) / 1e6,
    connections: chains.filter(({ answered }) => answered).length,
    events: deliveries.received,
    deliveries: deliveries.received,
    bytes: traffic('bytesRead') + traffic('bytesWritten'),
    cpu_s: cpu(),
    rss_bytes: process.memoryUsage.rss(),
  })
  const traffic = (way: 'bytesRead' | 'bytesWritten'): number =>
    chains.reduce((sum, { client }) => sum + ((client as WithConnection).conn?.[way] ?? 0), 0)
  const timeline: Second[] = []
  const ticking = setInterval(() => timeline.push(second()), 1000)
  const waiting = setInterval(() => {
    if (chains.length < connections || !chains.every(({ answered }) => answered)) return
    clearInterval(waiting)
    process.send?.(READY)
  }, TICK_MS)
  const unwatch = watchSlip(ms => recordMs(slip, Math.max(0, ms)))
  const { url } = route.accounts[0] ?? { url: '' }
  let firing: autocannon.Instance | undefined
  const fired = new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options = {
      url: new URL(url).origin,
      connections,
      duration: LONGEST_S,
      timeout: poll_timeout_s + SPARE_S,
      setupClient: client => {
        const account = route.accounts[chains.length % route.accounts.length]
        if (account !== undefined) chains.push(chain(client, account, route, run, counts))
      },
    }
    firing = autocannon(options, (cause, result) => (cause === null ? resolve(result) : reject(cause)))
  })
  await stopped
  timeline.push(second())
  clearInterval(ticking)
  clearInterval(waiting)
  unwatch()
  const bytes = { sent: traffic('bytesWritten'), received: traffic('bytesRead') }
  firing?.stop()
  const { errors, timeouts } = await fired
  const answers = chains.reduce((sum, { requests }) => sum + requests, 0)
  return {
    format: 'ssespec-k6/1',
    started_us,
    ended_us: nowUs(),
    interrupted: false,
    ...PROCESS_COUNTERS,
    connections: {
      ...PROCESS_COUNTERS.connections,
      requested: connections,
      held: chains.filter(({ answered }) => answered).length,
      held_max: chains.filter(({ answered }) => answered).length,
      failed: errors + timeouts,
      refusals: Object.fromEntries(counts.refused),
    },
    // Each client has one request in flight or held at the end.
    requests: answers + chains.length,
    empty_responses: chains.reduce((sum, { empty }) => sum + empty, 0),
    events: deliveries.received,
    delivery_ms: distributionOf(latency),
    deliveries,
    sources: {},
    bytes,
    timeline,
    slip_ms: distributionOf(slip),
    cpu_s: cpu(),
    rss_bytes: process.memoryUsage.rss(),
  }
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

// Started by run.ts: gets its job as the first message; at the second it stops, sends its result, and exits. It also exits with its parent.
process.once('message', async job => {
  const stopped = new Promise<void>(resolve => process.once('message', () => resolve()))
  process.send?.(await measure(job as Job, stopped), () => process.exit(0))
})
process.once('disconnect', () => process.exit(0))
process.on('SIGINT', () => {})
