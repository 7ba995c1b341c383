import { readFileSync } from 'node:fs'
import { ConfigurationError } from '../api/index.js'
import type { Reference, ServerOptions } from '../reference/index.js'
import { defined, errorText, type Profile } from '../schemas/index.js'

export interface ServeFlags {
  readonly profile?: Profile
  readonly upstream?: string
  readonly upstreamCa?: string
  readonly upstreamInsecure?: boolean
  readonly state?: string
  readonly host: string
  readonly port: number
  readonly heartbeatInterval?: number
  readonly maxStreamsADevice?: number
  readonly trustedProxy?: readonly string[]
  readonly metricsAddress?: string
  readonly token?: string
  readonly tls?: boolean
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly http2?: boolean
  readonly fault?: readonly string[]
  readonly control?: boolean
  readonly oneChannel?: boolean
  readonly processes?: number
}

export const textIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ConfigurationError(`${file} could not be read: ${errorText(cause)}`)
  }
}

/** One kind of server: how it is started, how to try it, and the flags that only it has. */
export interface Kind {
  readonly name: string
  readonly flags: readonly (keyof ServeFlags)[]
  start(flags: ServeFlags, shared: ServerOptions): Promise<Reference>
  told(listening: Reference, flags: ServeFlags): string[]
}

const channels: Kind = {
  name: 'plain event streams',
  flags: ['token', 'oneChannel', 'processes'],
  start: async ({ token, oneChannel, processes }, shared) => {
    const { startReference } = await import('../reference/index.js')
    const own = { ...defined({ token, one_channel: oneChannel }) }
    return startReference({ ...shared, ...own, ...defined({ processes }) })
  },
  told: ({ url, streamUrl }, { oneChannel }) =>
    oneChannel === true
      ? [`Event stream  ${streamUrl}`, `Publish       POST ${url}/publish  {"data":"text"}`]
      : [
          `Event stream  ${streamUrl}?channel=NAME`,
          `Publish       POST ${url}/publish  {"channel":"NAME","data":"text"}`,
          `To compare    GET ${url}/poll/NAME?since=ID&timeout=MS, and a WebSocket on /ws/NAME`,
        ],
}

const REGISTRATION = `'{"username":"alice","password":"wonderland","auth":{"type":"m.login.dummy"}}'`

const perDevice = ({ maxStreamsADevice }: ServeFlags) =>
  maxStreamsADevice === undefined ? {} : { max_streams_a_device: maxStreamsADevice }

const homeserver: Kind = {
  name: 'the embedded homeserver',
  flags: ['state', 'maxStreamsADevice'],
  start: async (flags, shared) => {
    const { startHomeserver } = await import('../homeserver/index.js')
    return startHomeserver({ ...shared, ...perDevice(flags), ...defined({ state: flags.state }) })
  },
  told: ({ url, streamUrl }, { state }) => [
    `Homeserver    ${url}  ${state === undefined ? '(in memory: --state FILE keeps it)' : `(kept in ${state})`}`,
    `Event stream  ${streamUrl}`,
    `Try it        TOKEN=$(curl -s ${url}/_matrix/client/v3/register -d ${REGISTRATION} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `              curl -N -H "Authorization: Bearer $TOKEN" ${streamUrl}`,
  ],
}

export const gateway: Kind = {
  name: 'a gateway',
  flags: ['upstream', 'upstreamCa', 'upstreamInsecure', 'maxStreamsADevice', 'trustedProxy', 'metricsAddress'],
  start: async (flags, shared) => {
    const { startGateway } = await import('../gateway/index.js')
    const { upstream = '', upstreamCa, upstreamInsecure, trustedProxy, metricsAddress } = flags
    return startGateway({
      ...shared,
      ...perDevice(flags),
      upstream,
      ...defined({ trusted_proxies: trustedProxy, metrics_address: metricsAddress }),
      ...(upstreamCa !== undefined && { upstream_ca: textIn(upstreamCa) }),
      ...defined({ upstream_insecure: upstreamInsecure }),
    })
  },
  told: ({ url, streamUrl }, { upstream }) => [
    `Gateway       ${url}  to  ${upstream}`,
    `Event stream  ${streamUrl}`,
    `Try it        curl -N -H "Authorization: Bearer YOUR_ACCESS_TOKEN" ${streamUrl}`,
  ],
}

const hop: Kind = {
  name: 'a transparent hop',
  flags: ['upstream'],
  start: async ({ upstream = '' }, { host, port, fault, ...others }) => {
    if (!/^http:/.test(upstream) || !URL.canParse(upstream))
      throw new ConfigurationError('A transparent hop needs --upstream http://HOST:PORT: the server that it forwards to.')
    if (Object.values(others).some(value => value !== undefined && value !== false))
      throw new ConfigurationError('A transparent hop has only --upstream, --host, --port and --fault: leave out the other flags.')
    const { hostname, port: upstreamPort } = new URL(upstream)
    const { startHop } = await import('../reference/index.js')
    return startHop({ ...defined({ host, port, fault }), origin: { host: hostname, port: Number(upstreamPort || 80) } })
  },
  told: ({ url, forwardsTo }) => [`Hop           ${url}  to  ${forwardsTo}`],
}

const OF_PROFILE: Readonly<Record<Profile, Kind>> = { sse: channels, hop, matrix: homeserver }

const spelt = (flag: keyof ServeFlags): string => `--${flag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`

/** What the flags ask for. @throws {ConfigurationError} for a flag that belongs to another kind of server */
export const kindOf = (flags: ServeFlags): Kind => {
  const { upstream, state, profile } = flags
  const asked = profile === undefined ? undefined : OF_PROFILE[profile]
  const kind = upstream !== undefined ? (asked === hop ? hop : gateway) : state !== undefined ? homeserver : (asked ?? channels)
  if (kind !== channels && asked === channels)
    throw new ConfigurationError(
      `--profile ${profile} serves plain event streams, and ${upstream === undefined ? '--state' : '--upstream'} serves ${kind.name}: give one of the two.`,
    )
  for (const other of [channels, homeserver, gateway, hop])
    for (const flag of other.flags)
      if (flags[flag] !== undefined && !kind.flags.includes(flag))
        throw new ConfigurationError(`${spelt(flag)} belongs to ${other.name}, and this serves ${kind.name}: leave it out.`)
  return kind
}
