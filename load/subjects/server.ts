import { type Config, defined, type HttpHook, type TransportName } from '../../schemas/index.js'
import type { NoRoute, Route, Subject } from '../subject.js'
import { SubjectError, speaksAsAsked } from '../subject.js'
import { type SettledWorkload, sourcesOf } from '../workload.js'

/** The configuration of a server that is not a homeserver. */
export type ServerConfig = Config & { readonly url: string }

const CHANNEL = '{{channel}}'

/** Leaves out fields that only `check` publishes. */
const UNUSED = /^\{\{(event|id)\}\}$/

const respelled = (text: string): string => text.replaceAll(CHANNEL, '{{target}}').replace(/\{\{(event|id)\}\}/g, '')

const respelledDeep = (value: unknown): unknown => {
  if (typeof value === 'string') return respelled(value)
  if (Array.isArray(value)) return value.map(respelledDeep)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, item]) => typeof item !== 'string' || !UNUSED.test(item))
  return Object.fromEntries(entries.map(([key, item]) => [key, respelledDeep(item)]))
}

const publishHookOf = ({ hooks }: ServerConfig): HttpHook | undefined => {
  const publish = hooks?.publish
  if (publish === undefined) return undefined
  if ('command' in publish)
    throw new SubjectError('Load needs an HTTP publish hook: a command cannot be run so often. Set hooks.publish to { "url", "body" }.')
  const { url, headers, body, ...same } = publish
  return {
    ...same,
    url: respelled(url),
    ...(headers === undefined ? {} : { headers: respelledDeep(headers) as Record<string, string> }),
    ...(body === undefined ? {} : { body: respelledDeep(body) as HttpHook['body'] & {} }),
  }
}

const notConfigured = (key: string, what: string): NoRoute => ({
  missing: `no URL configured: set load.${key} to { "url": "${what}" }`,
})

const routesOf = (config: ServerConfig, names: readonly string[]): Readonly<Record<TransportName, Route | NoRoute>> => {
  const { url, token, headers, load = {} } = config
  const fields = { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) }
  const each = (template: string): Route['accounts'] =>
    names.map(name => ({ url: template.replaceAll(CHANNEL, encodeURIComponent(name)), headers: fields }))
  const polls = (poll: NonNullable<typeof load.longpoll> | undefined, key: string): Route | NoRoute =>
    poll === undefined
      ? notConfigured(key, 'https://…?timeout=30000')
      : { accounts: each(poll.url), since: poll.since ?? 'since', next: poll.next ?? 'next_batch' }
  const streams = { accounts: each(url) }
  return {
    sse: streams,
    'sse-http2': streams,
    longpoll: polls(load.longpoll, 'longpoll'),
    'longpoll-no-keepalive': polls(load.longpoll, 'longpoll'),
    polling: polls(load.polling, 'polling'),
    websocket: load.websocket === undefined ? notConfigured('websocket', 'wss://…') : { accounts: each(load.websocket.url) },
  }
}

/** The query and user part may contain a token, which must not appear in a report. */
const withoutSecrets = (url: string): string => {
  const { origin, pathname } = new URL(url.replaceAll(CHANNEL, 'channel'))
  return `${origin}${pathname}`
}

/** An event stream server that is already running. If it has one channel, every client receives every publication. */
export const serverSubject = (config: ServerConfig, workload: SettledWorkload): Subject => {
  const names = sourcesOf(workload)
  if (!config.url.includes(CHANNEL) && names.length > 1) {
    throw new SubjectError(
      `The target has one channel, so a publication reaches all ${workload.connections} clients: place ${CHANNEL} in url and in the publish hook, or set fanout to ${workload.connections}.`,
    )
  }
  const publish = publishHookOf(config)
  if (publish === undefined && workload.rate_per_s > 0) {
    throw new SubjectError('This workload publishes: set hooks.publish in ssespec.config.json, or take --workload idle.')
  }
  const routes = routesOf(config, names)
  const metrics = config.hooks?.metrics
  const restart = config.hooks?.restart
  return {
    told: { url: withoutSecrets(config.url), profile: 'sse', embedded: false },
    sources: names.map(name => ({ name, target: name })),
    route: transport => speaksAsAsked(routes[transport], workload.tls),
    ...defined({ publish, metrics }),
    insecure: config.tls?.insecure ?? false,
    ...(restart === undefined || 'command' in restart
      ? {}
      : {
          restart: async () => {
            await fetch(restart.url, {
              method: restart.method ?? 'POST',
              ...defined({ headers: restart.headers }),
            })
          },
        }),
    stop: async () => {},
  }
}
