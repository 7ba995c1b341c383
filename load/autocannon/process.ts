import autocannon, { type Client } from 'autocannon'
import type { K6Result, Second } from '../../schemas/index.js'
import { distributionOf, emptyHistogram, recordMs } from '../histogram.js'
import type { Route } from '../subject.js'
import { type Chain, type ChainCounts, chain } from './chain.js'

/** What the process is sent. */
export interface Job {
  readonly route: Route
  readonly connections: number
  readonly run: string
  readonly whole_s: number
  readonly poll_timeout_s: number
}

/** autocannon's clients keep their connection here. */
type WithConnection = Client & { readonly conn?: { readonly bytesRead: number; readonly bytesWritten: number } }

const TICK_MS = 10
/** It is told when to stop; its own end and time-outs come later than that. */
const SPARE_S = 30

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

const measure = async ({ route, connections, run, whole_s, poll_timeout_s }: Job): Promise<K6Result> => {
  const [latency, slip] = [emptyHistogram(), emptyHistogram()]
  const chains: Chain[] = []
  const counts: ChainCounts = { received: 0, repeated: 0, missing: 0, foreign: 0, refused: new Map(), latency: ms => recordMs(latency, ms) }
  const started_us = nowUs()
  const second = (): Second => ({
    t_s: (nowUs() - started_us) / 1e6,
    connections: chains.filter(({ answered }) => answered).length,
    events: counts.received,
    deliveries: counts.received,
    bytes: traffic('bytesRead') + traffic('bytesWritten'),
    cpu_s: cpu(),
    rss_bytes: process.memoryUsage.rss(),
  })
  const traffic = (way: 'bytesRead' | 'bytesWritten'): number =>
    chains.reduce((sum, { client }) => sum + ((client as WithConnection).conn?.[way] ?? 0), 0)
  const timeline: Second[] = []
  const ticking = setInterval(() => timeline.push(second()), 1000)
  const unwatch = watchSlip(ms => recordMs(slip, Math.max(0, ms)))
  const { url } = route.accounts[0] ?? { url: '' }
  let firing: autocannon.Instance | undefined
  const fired = new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options & { ignoreCoordinatedOmission: boolean } = {
      url: new URL(url).origin,
      connections,
      duration: whole_s + SPARE_S,
      timeout: poll_timeout_s + SPARE_S,
      // Its correction takes 1 ms for the expected interval.
      ignoreCoordinatedOmission: true,
      setupClient: client => {
        const account = route.accounts[chains.length % route.accounts.length]
        if (account !== undefined) chains.push(chain(client, account, route, run, counts))
      },
    }
    firing = autocannon(options, (cause, result) => (cause === null ? resolve(result) : reject(cause)))
  })
  await new Promise(resolve => setTimeout(resolve, 1000 * whole_s))
  timeline.push(second())
  clearInterval(ticking)
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
    connections: {
      requested: connections,
      held: chains.filter(({ answered }) => answered).length,
      held_max: chains.filter(({ answered }) => answered).length,
      failed: errors + timeouts,
      cut: 0,
      resumed: 0,
      refusals: Object.fromEntries(counts.refused),
    },
    // Each client has one request on its way, or held, when it ends.
    requests: answers + chains.length,
    empty_responses: chains.reduce((sum, { empty }) => sum + empty, 0),
    events: counts.received,
    comments: 0,
    delivery_ms: distributionOf(latency),
    deliveries: { received: counts.received, repeated: counts.repeated, reordered: 0, missing: counts.missing, foreign: counts.foreign },
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

// Started by run.ts: gets its job as the first message, tells its result, and ends; with its parent, if that ends first.
process.once('message', async job => {
  process.send?.(await measure(job as Job), () => process.exit(0))
})
process.once('disconnect', () => process.exit(0))
process.on('SIGINT', () => {})
