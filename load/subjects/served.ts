import { spawn } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TransportName } from '../../schemas/index.js'
import type { NoRoute, Route, Subject } from '../subject.js'
import { type SettledWorkload, sourcesOf } from '../workload.js'

const START_MS = 20_000

/** The command itself, from the sources and from the build alike. */
const COMMAND = fileURLToPath(new URL(`../../cli/main${extname(import.meta.url)}`, import.meta.url))

/** What `ssespec serve` says when it listens. */
interface Served {
  readonly url: string
  readonly control_url: string | undefined
  readonly pid: number
  stop(): Promise<void>
}

const READY = /^Ctrl-C ends it/m

/** Starts `ssespec serve` as a user does, in a process of its own. Rejects with what it said when it does not listen within 20 s. */
export const startServe = (args: readonly string[]): Promise<Served> =>
  new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C in a terminal ends the load first, and the server after it.
    const child = spawn(process.execPath, [...process.execArgv, COMMAND, 'serve', '--port', '0', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let out = ''
    let err = ''
    const gone = new Promise<void>(done => child.once('exit', () => done()))
    const stop = async (): Promise<void> => {
      child.kill('SIGKILL')
      await gone
    }
    const fail = (why: string): void => {
      clearTimeout(late)
      child.kill('SIGKILL')
      reject(new Error(`The embedded reference ${why}: ${err.trim() || out.trim()}`))
    }
    const late = setTimeout(() => fail(`did not start within ${START_MS / 1000} s`), START_MS)
    child.once('error', cause => fail(cause.message))
    const endedEarly = (code: number | null): void => fail(`ended with ${code} before it listened`)
    child.once('exit', endedEarly)
    child.stderr.setEncoding('utf8').on('data', text => {
      err = (err + text).slice(-2000)
    })
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text
      const { pid } = child
      const [, url] = /^(?:Event stream|Homeserver|Gateway) +(https?:\/\/[^/\s]+)/m.exec(out) ?? []
      if (!READY.test(out) || url === undefined || pid === undefined) return
      clearTimeout(late)
      child.off('exit', endedEarly)
      const atExit = () => child.kill('SIGKILL')
      process.once('exit', atExit)
      child.once('exit', () => process.off('exit', atExit))
      resolve({ url, control_url: /^Control +POST (\S+)\/stop/m.exec(out)?.[1], pid, stop })
    })
  })

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

/** How the reference is started, besides what the workload says. */
export interface ServedOptions {
  /** Processes that serve the port together. */
  readonly processes?: number
  readonly fault?: string
}

/** The reference, started for one run and stopped after it. */
export const startServedSubject = async (workload: SettledWorkload, { processes = 1, fault }: ServedOptions = {}): Promise<Subject> => {
  const served = await startServe([
    '--http2',
    ...(processes === 1 ? ['--control'] : ['--processes', String(processes)]),
    '--heartbeat-interval',
    String(workload.heartbeat_interval_s),
    ...(workload.tls ? ['--tls'] : []),
    ...(fault === undefined ? [] : ['--fault', fault]),
  ])
  const { url, control_url, pid, stop } = served
  const names = sourcesOf(workload)
  const routes = routesOf(url, names, workload)
  return {
    told: { url, profile: 'sse', embedded: true },
    sources: names.map(name => ({ name, target: name })),
    route: transport => routes[transport],
    publish: { url: `${url}/publish`, body: { channel: '{{target}}', data: '{{data}}' } },
    metrics: { pid },
    insecure: workload.tls,
    ...(control_url === undefined
      ? {}
      : {
          restart: async () => {
            await fetch(`${control_url}/restart`, { method: 'POST' })
          },
        }),
    stop,
  }
}
