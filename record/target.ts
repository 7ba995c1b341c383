import type { Config, EngineName, Profile } from '../schemas/index.js'
import type { Engines } from './browser/fleet.js'
import type { Registration } from './matrix/registration.js'

/** The effective configuration: defaults filled in, files read. */
export interface Target {
  readonly profile: Profile
  /** The stream's URL; `{{channel}}` is replaced by the scenario's channel. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly token?: string
  readonly heartbeat_interval_s?: number
  readonly hooks: NonNullable<Config['hooks']>
  readonly request?: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string }
  readonly tolerance: {
    readonly heartbeat_ms: number
    readonly head_ms: number
    readonly delivery_ms: number
    readonly wait_ms: number
    readonly slow_head_s: number
  }
  readonly tls: { readonly ca?: string; readonly insecure: boolean }
  /** Profile matrix: `url` is the URL of its stream. */
  readonly homeserver?: { readonly base_url: string; readonly registration: Registration }
  /** Profile hop: the address at which ssespec's own origin listens, and to which the hop forwards. */
  readonly hop?: { readonly origin: { readonly host: string; readonly port: number } }
  /** The engines in which pages are judged, if any. */
  readonly browsers?: Engines
  /** How long idle and nearly idle streams are watched. */
  readonly watch_s?: number
  /** Quick: observation windows are short. */
  readonly quick: boolean
}

/** Each scenario has its own channel. */
export const hasChannels = (target: Target): boolean =>
  target.homeserver !== undefined || target.hop !== undefined || target.url.includes('{{channel}}')

/** Stream requests carry a token. */
export const takesToken = (target: Target): boolean => target.homeserver !== undefined || target.token !== undefined

const placed = (target: Target, placeholder: string): boolean => {
  const publish = target.hooks.publish
  if (publish === undefined) return false
  return 'command' in publish || JSON.stringify(publish).includes(placeholder)
}

/** Contains spaces where a line may wrap. */
const carriesBreaks = (target: Target, placeholder: string): boolean => {
  const publish = target.hooks.publish
  return publish !== undefined && ('command' in publish || JSON.stringify([publish.url, publish.body ?? '']).includes(placeholder))
}

/** The longest interval of which a quick run sees four heartbeats. */
const QUICK_INTERVAL_S = 1.5

const JUDGED_ON_REQUEST = 'needs real browsers: add --browser'

const engineNeed = (engine: EngineName) => ({
  held: ({ browsers }: Target) => browsers?.[engine] !== undefined && browsers[engine].missing === undefined,
  missing: ({ browsers }: Target) =>
    browsers === undefined ? JUDGED_ON_REQUEST : (browsers[engine]?.missing ?? `${engine} is not selected by --browsers`),
})

const allMissing = ({ browsers }: Target): string[] =>
  Object.values(browsers ?? {}).flatMap(({ missing }) => (missing === undefined ? [] : [missing]))

/** What a target may be missing, and how to provide it. Each scenario names what it needs. */
export const needs = {
  publish: {
    held: (target: Target) => target.homeserver !== undefined || target.hooks.publish !== undefined,
    missing: 'needs a publish hook: set hooks.publish in ssespec.config.json',
  },
  event: {
    held: (target: Target) => placed(target, '{{event}}'),
    missing: 'the publish hook does not set an event name: use {{event}} in it',
  },
  'event-with-breaks': {
    held: (target: Target) => carriesBreaks(target, '{{event}}'),
    missing: 'a header cannot carry line breaks: use {{event}} in the body or url of the publish hook',
  },
  'id-with-breaks': {
    held: (target: Target) => carriesBreaks(target, '{{id}}'),
    missing: 'a header cannot carry line breaks: use {{id}} in the body or url of the publish hook',
  },
  id: { held: (target: Target) => placed(target, '{{id}}'), missing: 'the publish hook does not set an event id: use {{id}} in it' },
  channels: { held: hasChannels, missing: 'the target has one channel: use {{channel}} in url and in the publish hook if it has more' },
  heartbeats: {
    held: (target: Target) => target.heartbeat_interval_s !== undefined,
    missing: 'needs the configured heartbeat interval: set heartbeat_interval_s or --heartbeat-interval',
  },
  'time-for-heartbeats': {
    held: (target: Target) => !target.quick || (target.heartbeat_interval_s ?? 0) <= QUICK_INTERVAL_S,
    missing: 'several heartbeats do not fall into a quick run: leave out --quick',
  },
  hop: { held: (target: Target) => target.hop !== undefined, missing: 'needs a hop with an origin of ssespec behind it: ssespec through' },
  homeserver: { held: (target: Target) => target.homeserver !== undefined, missing: 'needs a homeserver: --profile matrix' },
  token: {
    held: takesToken,
    missing: 'no token is configured: set token or SSESPEC_TOKEN if the target requires one',
  },
  watch: {
    held: (target: Target) => target.watch_s !== undefined,
    missing: 'needs --watch, longer than the timeouts on the way: --watch 90s, for example',
  },
  restart: { held: (target: Target) => target.hooks.restart !== undefined, missing: 'needs a restart hook: set hooks.restart' },
  stop: { held: (target: Target) => target.hooks.stop !== undefined, missing: 'needs a stop hook: set hooks.stop' },
  fail: { held: (target: Target) => target.hooks.fail !== undefined, missing: 'needs a fail hook: set hooks.fail' },
  metrics: { held: (target: Target) => target.hooks.metrics !== undefined, missing: 'needs a metrics hook: set hooks.metrics' },
  request: {
    held: (target: Target) => target.request !== undefined,
    missing: 'no request for a finite stream is configured: set request if the target has one',
  },
  endless: {
    held: (target: Target) => target.request === undefined,
    missing: 'the configured request opens a stream that ends by itself',
  },
  browsers: {
    held: ({ browsers }: Target) => Object.values(browsers ?? {}).some(({ missing }) => missing === undefined),
    missing: (target: Target) => (target.browsers === undefined ? JUDGED_ON_REQUEST : allMissing(target).join('; ')),
  },
  chromium: engineNeed('chromium'),
  firefox: engineNeed('firefox'),
  webkit: engineNeed('webkit'),
} as const satisfies Record<string, { held: (target: Target) => boolean; missing: string | ((target: Target) => string) }>

export type Need = keyof typeof needs
