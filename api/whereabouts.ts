import type { BytesLine, OpenLine, RecordingHeader, RecordingLine } from '../schemas/index.js'

/** Compares where a recording says that it was made with where its connections went. */
export interface Whereabouts {
  take(line: RecordingLine): void
  /** The first contradiction, as a sentence. */
  contradiction(): string | undefined
}

/** As much of a response as is searched for a redirect. */
const MOST_CHARACTERS = 64 << 10
const LOCATION = /\r\nlocation:[ \t]*([^\r\n]*)\r\n/i

const originOf = (url: unknown, base?: string): string | undefined => {
  if (typeof url !== 'string') return undefined
  const placed = url.replaceAll('{{channel}}', 'channel')
  return URL.canParse(placed, base) ? new URL(placed, base).origin : undefined
}

const isIpv6 = (host: string): boolean => host.includes(':')

const originOfOpen = ({ host, port, secure }: OpenLine): string => {
  const url = `${secure ? 'https' : 'http'}://${isIpv6(host) ? `[${host}]` : host}:${port}`
  return URL.canParse(url) ? new URL(url).origin : url
}

const baseUrlIn = (homeserver: unknown): unknown =>
  typeof homeserver === 'object' && homeserver !== null && 'base_url' in homeserver ? homeserver.base_url : undefined

interface Named {
  readonly origins: Set<string>
  /** `host:port` at which the origin listens that ssespec puts behind a hop. */
  readonly behind: string | undefined
  readonly contradiction?: string
}

const placeIn = (hop: unknown): string | undefined => {
  if (typeof hop !== 'object' || hop === null || !('origin' in hop)) return undefined
  const { host, port } = (hop.origin ?? {}) as { host?: unknown; port?: unknown }
  return `${host}:${port}`
}

/** The origins that a header names, and where it contradicts itself. */
const namedBy = ({ target, configuration }: RecordingHeader): Named => {
  const { url, homeserver } = configuration
  const behind = placeIn(configuration.hop)
  const judged = baseUrlIn(homeserver) ?? url
  const named = [target, url, judged].map(one => originOf(one))
  const origins = new Set(named.filter(one => one !== undefined))
  if (judged === undefined || judged === target) return { origins, behind }
  return { origins, behind, contradiction: `its target is ${target}, and its configuration has the URL ${judged}` }
}

const textOf = ({ text, b64 }: BytesLine): string => (b64 === undefined ? (text ?? '') : Buffer.from(b64, 'base64').toString('latin1'))

const HOW = { true: 'with TLS', false: 'in the clear' } as const

interface Connection {
  readonly open: OpenLine
  encrypted: boolean
  /** The beginning of what was received, until its header section is complete. */
  head: string | undefined
}

/**
 * Takes the lines of a recording in order. A connection may go to the target, to another URL that the configuration names, or to where a response
 * in the recording redirects. Pure.
 */
export const createWhereabouts = (): Whereabouts => {
  let named: ReturnType<typeof namedBy> | undefined
  let target = ''
  let strange: string | undefined
  const connections = new Map<string, Connection>()
  /** A hop connects to ssespec's own origin, so such a connection has no response to search. */
  const takeBehind = ({ on, host, port }: OpenLine): void => {
    if (named?.behind === `${host}:${port}`) return
    strange ??= `its origin behind the hop is ${named?.behind ?? 'none'}, and its connection ${on} came to ${host}:${port}`
  }
  const takeOpen = (open: OpenLine): void => {
    // The relay for browsers answers some requests itself.
    if (open.protocol === 'capture' || open.page?.played === true) return
    connections.set(open.on, { open, encrypted: false, head: '' })
    if (named === undefined || named.origins.size === 0 || named.origins.has(originOfOpen(open))) return
    strange ??= `its target is ${target}, and its connection ${open.on} went to ${open.host}:${open.port} ${HOW[`${open.secure}`]}`
  }
  const takeReceived = (line: BytesLine): void => {
    const connection = connections.get(line.on)
    if (connection === undefined) return
    const { open } = connection
    if (open.secure && !connection.encrypted)
      strange ??= `its connection ${line.on} is said to use TLS, and received bytes without a TLS handshake`
    if (connection.head === undefined) return
    connection.head += textOf(line).slice(0, MOST_CHARACTERS)
    const location = originOf(LOCATION.exec(connection.head)?.[1], originOfOpen(open))
    if (location !== undefined) named?.origins.add(location)
    if (connection.head.includes('\r\n\r\n') || connection.head.length > MOST_CHARACTERS) connection.head = undefined
  }
  return {
    take: line => {
      if (!('what' in line)) {
        named = namedBy(line)
        target = line.target
        strange ??= named.contradiction
      } else if (line.what === 'open' && line.role === 'origin') takeBehind(line)
      else if (line.what === 'open') takeOpen(line)
      else if (line.what === 'tls') {
        const connection = connections.get(line.on)
        if (connection !== undefined) connection.encrypted = true
      } else if (line.what === 'received') takeReceived(line)
    },
    contradiction: () => strange,
  }
}
