import { defined, type EngineName, type PageRequest } from '../../schemas/index.js'
import { type Connection, openConnection } from '../connection.js'
import { createContentSpans } from '../content-spans.js'
import { endpointOf } from '../endpoint.js'
import type { Recording } from '../recording.js'
import { encodeRequest, type Field } from '../request.js'
import type { Target } from '../target.js'
import type { Ticket } from '../venue.js'
import { type Asked, fieldOf } from './asked.js'

/** How the connections of a page's sources are recorded. */
export interface Track {
  readonly recording: Recording
  readonly signal: AbortSignal
  readonly target: Target
  readonly scenario: string
  readonly channel: string
  readonly engine: EngineName
  /** Names the next connection. */
  nextName(): string
}

/** How the relay changes the requests of one source. By default it adds the credentials, which an EventSource cannot send. */
export interface Treatment {
  /** Sends the browser's own fields to the target, without adding credentials. */
  readonly bare?: boolean
  /** A request target other than the stream's. */
  readonly path?: (usual: string) => string
  /** Asks the target for no content coding. */
  readonly identity?: boolean
}

const LIMIT_BYTES = 64 << 20
const DEADLINE_MS = 180_000

/** Fields about the connection to the relay. */
const OWN = new Set(['host', 'connection', 'keep-alive'])

const forwarded = (asked: Asked, url: URL, { token }: Ticket, target: Target, treatment: Treatment): Field[] => {
  const kept = asked.fields.filter(
    ([name]) => !OWN.has(name.toLowerCase()) && !name.startsWith(':') && !(treatment.identity && name.toLowerCase() === 'accept-encoding'),
  )
  const fields: Field[] = [['Host', url.host], ...kept, ['Connection', 'close']]
  if (treatment.identity) fields.push(['Accept-Encoding', 'identity'])
  // A preflight carries no credentials (Fetch §4.8).
  if (treatment.bare || asked.method === 'OPTIONS') return fields
  const sent = new Set(kept.map(([name]) => name.toLowerCase()))
  const add = (name: string, value: string) => void (sent.has(name.toLowerCase()) || fields.push([name, value]))
  for (const [name, value] of Object.entries(target.headers)) add(name, value)
  if (token !== undefined) add('Authorization', `Bearer ${token}`)
  return fields
}

/** Records that a browser sent a request, and for which source. */
export const writeOpen = (track: Track, name: string, asked: Asked, url: URL, page: PageRequest): void => {
  const lastEventId = fieldOf(asked, 'last-event-id')
  const origin = fieldOf(asked, 'origin')
  track.recording.write({
    on: name,
    what: 'open',
    scenario: track.scenario,
    label: name,
    // What a browser receives is judged as what that browser sees.
    role: 'probe',
    client: `probe-${track.engine}-${page.source}`,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    protocol: '1.1',
    secure: url.protocol === 'https:',
    method: asked.method,
    target: url.pathname + url.search,
    channel: track.channel,
    ...defined({ last_event_id: lastEventId }),
    page: { ...page, ...defined({ origin }) },
  })
}

/** The target's URL for a request: its own query, plus what a client added to the page's. */
const urlFor = (ticket: Ticket, asked: Asked, { path }: Treatment): URL => {
  const url = new URL(ticket.url)
  for (const [name, value] of new URL(asked.path, 'http://relay').searchParams) url.searchParams.append(name, value)
  return path === undefined ? url : new URL(path(url.pathname + url.search), url)
}

/**
 * Forwards a browser's request to the target, recorded byte for byte. `take` gets the response's bytes; `gone` is called with how the target ended.
 */
export const askTarget = async (
  track: Track,
  asked: Asked,
  source: string,
  ticket: Ticket,
  treatment: Treatment,
  { take, gone }: { take: (bytes: Buffer) => void; gone: (how: Connection['how']) => void },
): Promise<Connection> => {
  const { recording, target, signal, engine } = track
  const name = track.nextName()
  const url = urlFor(ticket, asked, treatment)
  writeOpen(track, name, asked, url, { engine, source })
  const spans = recording.masks ? createContentSpans('1.1', asked.method) : undefined
  let opened: Connection | undefined
  const connection = await openConnection(recording, name, endpointOf(url, target), {
    ...(url.protocol === 'https:' ? { alpn: ['http/1.1'] } : {}),
    limit_bytes: LIMIT_BYTES,
    deadline_ms: DEADLINE_MS,
    content: bytes => spans?.push(bytes) ?? [],
    onBytes: take,
    signal,
    onGone: () => gone(opened?.how ?? 'refused'),
  })
  opened = connection
  if (!connection.gone) {
    const fields = forwarded(asked, url, ticket, target, treatment)
    connection.write(encodeRequest({ method: asked.method, target: url.pathname + url.search, version: '1.1', fields, unfinished: false }))
  }
  return connection
}
