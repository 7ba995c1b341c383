import { startReferenceApart } from '../../reference/index.js'
import { defined, type TransportName } from '../../schemas/index.js'
import type { NoRoute, Route, Subject } from '../subject.js'
import { type SettledWorkload, sourcesOf } from '../workload.js'

const POLL = { since: 'since', next: 'next_batch' } as const

const routesOf = (url: string, names: readonly string[], { poll_timeout_s }: SettledWorkload) => {
  const each = (of: (name: string) => string): Route['accounts'] => names.map(name => ({ url: of(encodeURIComponent(name)) }))
  const streams: Route = { accounts: each(name => `${url}/events?channel=${name}`) }
  const polls: Route = { accounts: each(name => `${url}/poll/${name}?timeout=${Math.round(1000 * poll_timeout_s)}`), ...POLL }
  return {
    sse: streams,
    'sse-http2': streams,
    longpoll: polls,
    'longpoll-no-keepalive': polls,
    polling: { accounts: each(name => `${url}/poll/${name}?timeout=0`), ...POLL },
    websocket: { accounts: each(name => `${url.replace(/^http/, 'ws')}/ws/${name}`) },
  } as const satisfies Readonly<Record<TransportName, Route | NoRoute>>
}

/** Start options of the reference server that are not in the workload. */
export interface ServedOptions {
  /** Number of processes that share the port. */
  readonly processes?: number
  readonly fault?: string
}

/** The reference server, started for one run and stopped after it. */
export const startServedSubject = async (workload: SettledWorkload, { processes = 1, fault }: ServedOptions = {}): Promise<Subject> => {
  const { url, controlUrl, pid, stop } = await startReferenceApart({
    port: 0,
    http2: true,
    heartbeat_interval_s: workload.heartbeat_interval_s,
    ...(processes === 1 ? { control: true } : { processes }),
    ...(workload.tls ? { tls: true } : {}),
    ...defined({ fault }),
  })
  const names = sourcesOf(workload)
  const routes = routesOf(url, names, workload)
  return {
    told: { url, profile: 'sse', embedded: true },
    sources: names.map(name => ({ name, target: name })),
    route: transport => routes[transport],
    publish: { url: `${url}/publish`, body: { channel: '{{target}}', data: '{{data}}' } },
    metrics: { pid },
    insecure: workload.tls,
    ...(controlUrl === undefined
      ? {}
      : {
          restart: async () => {
            await fetch(`${controlUrl}/restart`, { method: 'POST' })
          },
        }),
    stop,
  }
}
