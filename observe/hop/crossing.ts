import type { At, Crossing, Passing, Place } from '../../schemas/index.js'
import type { Piece } from '../content.js'
import type { ExchangeReading } from '../exchange.js'
import { addPlace, MOST_ENTRIES, toMs } from '../places.js'
import type { ScenarioReading, Session } from '../session.js'
import { passedFields, requestFields } from './fields.js'

/** Both ends of one stream: what the client received, and the requests that reached the origin for it. */
interface Ends {
  readonly client: ExchangeReading
  readonly origins: readonly ExchangeReading[]
  readonly session: Session
}

/** What arrived by `t`, in bytes of content. */
const arrivedAt = (pieces: readonly Piece[]): { readonly end: number; readonly t: number }[] => {
  let end = 0
  return pieces.map(({ bytes, t }) => {
    end += bytes.length
    return { end, t }
  })
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

const passing = (session: Session, from: number, to: number, at: At): Passing => ({
  delay_ms: toMs(Math.max(0, to - from)),
  lag_ms: session.stalledIn(from, to),
  at,
})

/** Each write of the origin, and when the client had all of it. */
const deliveries = ({ client, origins: [origin], session }: Ends): Pick<Crossing, 'pieces' | 'held' | 'lost'> => {
  const arrived = arrivedAt(client.content.pieces)
  const pieces: Passing[] = []
  // Late, while the stream is open; lost, once it has ended.
  const absent: Place[] = []
  let end = 0
  let next = 0
  for (const { bytes, t } of origin?.content.pieces ?? []) {
    end += bytes.length
    while (next < arrived.length && (arrived[next]?.end ?? 0) < end) next += 1
    const there = arrived[next]
    const at = { connection: there === undefined ? (origin?.open.on ?? '') : client.open.on, t_ms: toMs(there?.t ?? t) }
    if (there === undefined) addPlace(absent, textOf(bytes), at)
    else if (pieces.length < MOST_ENTRIES * 5) pieces.push({ bytes: bytes.length, ...passing(session, t, there.t, at) })
  }
  return client.seen.end === undefined ? { pieces, held: absent, lost: [] } : { pieces, held: [], lost: absent }
}

const joined = ({ content }: ExchangeReading): Buffer => Buffer.concat(content.pieces.map(({ bytes }) => bytes))

/** The first difference between what was sent and what arrived, and how much less arrived. */
const contentFacts = ({ client, origins: [origin] }: Ends): Crossing['content'] => {
  const sent = origin === undefined ? Buffer.alloc(0) : joined(origin)
  const received = joined(client)
  const altered: Place[] = []
  const common = Math.min(sent.length, received.length)
  let same = 0
  while (same < common && sent[same] === received[same]) same += 1
  if (same < received.length) {
    const was = textOf(sent.subarray(same, same + 60))
    addPlace(altered, `${JSON.stringify(textOf(received.subarray(same, same + 60)))} instead of ${JSON.stringify(was)}`, {
      connection: client.open.on,
      t_ms: toMs(client.content.pieces.at(-1)?.t ?? client.open.t),
    })
  }
  const coding = client.seen.heads[0]?.fields.find(([name]) => name === 'content-encoding')?.[1] ?? 'identity'
  return { missing_bytes: Math.max(0, sent.length - received.length), coding, altered }
}

/** Fields that belong to one connection (RFC 9110 §7.6.1), or that a hop sets for itself. */
const OWN_OF_REQUESTS = new Set([
  'connection',
  'keep-alive',
  'host',
  'te',
  'transfer-encoding',
  'upgrade',
  'accept-encoding',
  'via',
  'max-forwards',
])
const OWN_OF_RESPONSES = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'date',
  'server',
  'via',
  'age',
  'content-encoding',
  'vary',
])

const requestFacts = ({ client, origins: [origin] }: Ends): Pick<Crossing, 'request' | 'connection_fields'> => {
  const connection_fields: Place[] = []
  if (origin === undefined) return { request: {}, connection_fields }
  const at = { connection: origin.open.on, t_ms: toMs(origin.open.t) }
  const sent = requestFields(client.seen.sent)
  const received = requestFields(origin.seen.sent)
  const named = new Set(sent.filter(([name]) => name === 'connection').flatMap(([, value]) => value.toLowerCase().split(/\s*,\s*/)))
  for (const [name, value] of received) if (named.has(name)) addPlace(connection_fields, `${name}: ${value}`, at)
  return { request: passedFields(sent, received, name => OWN_OF_REQUESTS.has(name) || named.has(name), at), connection_fields }
}

const responseFacts = ({ client, origins: [origin] }: Ends): Pick<Crossing, 'response' | 'status'> => {
  const [sent] = origin?.seen.heads ?? []
  const [received] = client.seen.heads
  if (received === undefined) return { response: {} }
  const { status, fields, at } = received
  return { status, response: passedFields(sent?.fields ?? [], fields, name => OWN_OF_RESPONSES.has(name), at) }
}

const COMPLETE = new Set(['final-chunk', 'length', 'end-stream'])

/** How the client saw the end of what the origin ended. */
const endFacts = ({ client, origins, session }: Ends): Pick<Crossing, 'ended' | 'end'> => {
  const origin = origins.at(-1)
  if (origin === undefined) return {}
  const own_t = origin.seen.how === 'cut' || origin.seen.how === 'done' ? origin.seen.closed_t : undefined
  if (own_t === undefined) return {}
  const { end } = client.seen
  if (end === undefined) return { end: 'open' }
  const isComplete = COMPLETE.has(end.how) || (end.how === 'fin' && client.message.delimiter === 'close')
  return { end: isComplete ? 'complete' : 'incomplete', ended: passing(session, own_t, end.t, end.at) }
}

/** Whether, and how soon, the origin heard that the client had left. */
const leftFacts = ({ client, origins, session }: Ends): Pick<Crossing, 'left'> => {
  const origin = origins.at(-1)
  const { how, closed_t } = client.seen
  const heard = origin?.seen.end
  if (origin === undefined || heard === undefined || (how !== 'cut' && how !== 'done')) return {}
  return { left: passing(session, closed_t, heard.t, { connection: origin.open.on, t_ms: toMs(heard.t) }) }
}

const headFacts = ({ client, origins: [origin], session }: Ends): Pick<Crossing, 'head'> => {
  const [sent] = origin?.seen.heads ?? []
  const [received] = client.seen.heads
  return sent === undefined || received === undefined ? {} : { head: passing(session, sent.t, received.t, received.at) }
}

const crossingOf = (ends: Ends): Crossing => ({
  at: { connection: ends.client.open.on, t_ms: toMs(ends.client.open.t) },
  requests: ends.origins.length,
  ...headFacts(ends),
  ...deliveries(ends),
  content: contentFacts(ends),
  ...requestFacts(ends),
  ...responseFacts(ends),
  ...endFacts(ends),
  ...leftFacts(ends),
})

/** By label: each stream of a scenario on both sides of the hop. */
export const crossingsIn = ({ exchanges, origins }: ScenarioReading, session: Session): Record<string, Crossing> =>
  Object.fromEntries(
    exchanges.map(client => {
      const { label } = client.open
      return [label, crossingOf({ client, origins: origins.filter(({ open }) => open.label === label), session })] as const
    }),
  )
