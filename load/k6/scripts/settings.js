// What all scripts read from the environment (`k6 run -e NAME=value`), and the scenarios they share.
//
//   URL                    the URL each client requests; {{n}} is its number
//   CONNECTIONS=100        clients, over all processes
//   RAMP                   time over which they start (default: 1s for each 2,000)
//   SETTLE=1s              then a pause,
//   DURATION=30s           then events are published,
//   DRAIN=2s               then time for events on their way
//   HEADERS={}             JSON; {{n}} as above
//   ACCOUNTS=FILE          a JSON file [{ "url", "headers" }], which clients use in turn (path relative to this script, or absolute)
//   HTTP=1.1               or 2
//   COMPRESSION=           1 requests gzip
//   INSECURE=              1 accepts any certificate
//   CHURN_PER_SECOND=0     clients that leave per second, replaced by new ones
//   RUN=                   a-z0-9: only markers of this run count
//   SEGMENTS=1             how many processes share the test by --execution-segment: each gets one virtual user
//   RESULT=FILE            where the result is written (ssespec-k6/1), as one line; - is standard output
//   PUBLISH={}             what is published, and how: see publish.js

import { save } from 'k6/x/eventsource'

const env = __ENV

const seconds = text => {
  const [, number, unit] = /^([\d.]+)(ms|s|m|h)$/.exec(text) ?? []
  if (unit === undefined) throw new Error(`${text} is no duration: write 500ms, 30s, 5m or 1h`)
  return Number(number) * { ms: 0.001, s: 1, m: 60, h: 3600 }[unit]
}

const required = name => {
  if (!env[name]) throw new Error(`give ${name}: k6 run -e ${name}=…`)
  return env[name]
}

const connections = Number(env.CONNECTIONS ?? 100)
const ramp = env.RAMP ?? `${Math.ceil(connections / 2000)}s`
const quiet_s = seconds(ramp) + seconds(env.SETTLE ?? '1s')
const busy_s = seconds(env.DURATION ?? '30s') + seconds(env.DRAIN ?? '2s')

export const duration = env.DURATION ?? '30s'

/** How long clients are held after the ramp. */
export const held = `${Math.round((quiet_s - seconds(ramp) + busy_s) * 1000)}ms`

const accounts = env.ACCOUNTS ? JSON.parse(open(env.ACCOUNTS)) : []

/** Options of all kinds of clients. */
export const clients = {
  connections,
  ramp,
  accounts,
  headers: JSON.parse(env.HEADERS ?? '{}'),
  http: env.HTTP ?? '1.1',
  compression: env.COMPRESSION === '1',
  tls: { insecure: env.INSECURE === '1' },
  churnPerSecond: Number(env.CHURN_PER_SECOND ?? 0),
  run: env.RUN ?? '',
}

/** The default account, without `ACCOUNTS`. */
export const url = () => (accounts.length > 0 && accounts.every(account => account.url) ? accounts[0].url : required('URL'))

const once = { executor: 'per-vu-iterations', vus: Number(env.SEGMENTS ?? 1), iterations: 1, gracefulStop: '5s' }

const holding = { ...once, exec: 'hold', maxDuration: `${Math.ceil(quiet_s + busy_s + 60)}s` }

/** The publisher starts when the clients are connected. Alone (publish.js), it starts at once. */
export const publishing = alone => ({
  ...once,
  exec: 'publish',
  ...(alone ? {} : { startTime: `${Math.round(quiet_s * 1000)}ms` }),
  maxDuration: `${Math.ceil(busy_s + 60)}s`,
})

export const scenarios = { hold: holding, ...(env.PUBLISH ? { publish: publishing(false) } : {}) }

/** If the summary returns nothing, k6 prints its own. */
export function handleSummary() {
  if (env.RESULT) save(env.RESULT)
}
