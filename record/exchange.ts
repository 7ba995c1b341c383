import { defined, type OpenLine } from '../schemas/index.js'
import { type Connection, openConnection } from './connection.js'
import { createContentSpans } from './content-spans.js'
import type { Endpoint } from './dial.js'
import { startHttp2 } from './http2.js'
import { createLive, type Live } from './live.js'
import type { TokenOwner } from './matrix/account.js'
import { patiently as afterPatience, type Lost } from './patience.js'
import type { Recording } from './recording.js'
import { encodeRequest, type Field } from './request.js'
import type { Publication, Stream } from './scenario.js'
import type { Awaited, Vain } from './vain.js'
import { pause } from './while-on.js'

export interface ExchangePlan {
  readonly name: string
  readonly scenario: string
  readonly label: string
  readonly role: OpenLine['role']
  readonly client: string
  readonly endpoint: Endpoint
  readonly protocol: '1.0' | '1.1' | '2'
  readonly method: string
  readonly target: string
  readonly fields: readonly Field[]
  readonly body?: string
  readonly last_event_id?: string
  readonly owner?: TokenOwner
  readonly unfinished: boolean
  readonly channel: string
  /** The heartbeat interval that the stream was asked for. */
  readonly heartbeat_interval_s?: number
  /** How many characters are searched for markers at each end of an event's data; by default a few thousand. */
  readonly look_at?: number
  readonly limit_bytes: number
  readonly deadline_ms: number
  readonly wait_ms: number
  /** Time after the response headers until the server is assumed to publish to this client too. */
  readonly settles_ms: number
}

interface Waiter {
  readonly holds: () => boolean
  readonly settle: (held: boolean) => void
}

/** The run that an exchange belongs to. */
interface Running {
  readonly signal: AbortSignal
  readonly lost: Lost
  readonly vain: Vain
}

/**
 * Waits on one connection, re-evaluated whenever something changes. Once the run is over they never resolve, because no scenario continues from
 * there.
 */
const createWaits = (recording: Recording, { name, wait_ms }: ExchangePlan, { signal, lost, vain }: Running) => {
  const waiters = new Set<Waiter>()
  let over = false
  const look = () => {
    for (const waiter of waiters) {
      const held = waiter.holds()
      if (held || over) waiter.settle(held)
    }
  }
  const finish = () => {
    over = true
    look()
  }
  const until = (what: string, holds: () => boolean, within_ms: number): Promise<boolean> =>
    new Promise(resolve => {
      const settle = (held: boolean) => {
        calm()
        if (!waiters.delete(waiter) || signal.aborted) return
        if (!held) recording.write({ on: name, what: 'note', say: 'waited-in-vain', text: what })
        resolve(held)
      }
      const waiter: Waiter = { holds, settle }
      // Bytes that arrived before the timeout are processed before the wait fails.
      const calm = afterPatience(within_ms, lost, () => recording.soon(() => settle(holds())))
      waiters.add(waiter)
      look()
    })
  /** For what a server may never send: see Vain. An explicit time is an observation window and stays as it is. */
  const patiently = async (awaited: Awaited, what: string, holds: () => boolean, within_ms?: number): Promise<boolean> => {
    const began = performance.now()
    const held = await until(what, holds, within_ms ?? vain.limit(awaited, wait_ms))
    // If the connection is gone, this was not a wait in vain.
    if (held || !over) vain.waited(awaited, performance.now() - began, held)
    return held
  }
  return { look, finish, until, patiently }
}

const createStream = (
  connection: () => Connection,
  live: Live,
  { until, patiently }: Pick<ReturnType<typeof createWaits>, 'until' | 'patiently'>,
  wait_ms: number,
  settle: () => Promise<void>,
  sendAgain: () => void,
): Stream => ({
  get name() {
    return connection().name
  },
  get status() {
    return live.status
  },
  get lastEventId() {
    return live.lastEventId
  },
  get alpn() {
    return connection().alpn
  },
  get gone() {
    return connection().gone
  },
  get refused() {
    return connection().refused
  },
  get received() {
    return connection().received
  },
  field: name => live.field(name),
  get unreadable() {
    return live.unreadable
  },
  head: async within_ms => {
    await patiently('headers', 'the head', () => live.status !== undefined || live.unreadable !== undefined, within_ms)
    if (live.status === undefined) return false
    await settle()
    return true
  },
  events: (count, within_ms) => patiently('event', `${count} events`, () => live.events >= count, within_ms),
  comments: (count, within_ms = wait_ms) => until(`${count} comments`, () => live.comments >= count, within_ms),
  // Do not wait for a publication whose hook failed. If it arrives anyway, it is recorded.
  receives: (publication: Publication, within_ms) =>
    patiently(
      'event',
      `the event ${publication.marker}`,
      () => live.markers.has(publication.marker),
      publication.answer.ok ? within_ms : 0,
    ),
  holds: (text, within_ms) => patiently('event', `the text ${text}`, () => live.data.some(one => one.includes(text)), within_ms),
  get data() {
    return live.data
  },
  bytes: (count, within_ms = wait_ms) => until(`${count} bytes`, () => connection().received >= count, within_ms),
  ended: (within_ms = wait_ms) => until('the end', () => live.ended || connection().gone || connection().how !== undefined, within_ms),
  idOf: publication => live.markers.get(publication.marker),
  again: (within_ms = wait_ms) => {
    if (connection().gone || connection().how !== undefined) return Promise.resolve(false)
    live.next()
    sendAgain()
    return until('a second head', () => live.status !== undefined, within_ms)
  },
  write: bytes => connection().write(Buffer.from(bytes)),
  pause: () => connection().pause(),
  read: () => connection().read(),
  cut: () => connection().cut(),
  cutAt: offset => connection().cutAt(offset),
  done: () => connection().done(),
  finish: () => connection().finish(),
})

/** Opens a connection, sends the request, and returns an exchange that a scenario can wait on. */
export const startExchange = async (recording: Recording, plan: ExchangePlan, running: Running): Promise<Stream> => {
  const { signal } = running
  const { name, scenario, label, role, client, endpoint, protocol, method, target } = plan
  recording.write({
    on: name,
    what: 'open',
    scenario,
    label,
    role,
    client,
    host: endpoint.host,
    port: endpoint.port,
    protocol,
    secure: endpoint.secure,
    method,
    target,
    channel: plan.channel,
    ...defined({ last_event_id: plan.last_event_id }),
    ...(plan.owner === undefined ? {} : { user_id: plan.owner.user_id, device_id: plan.owner.device_id }),
    ...defined({ heartbeat_interval_s: plan.heartbeat_interval_s }),
  })
  const waits = createWaits(recording, plan, running)
  const live = createLive(method, plan.limit_bytes, waits.look, plan.look_at)
  const spans = recording.masks ? createContentSpans(protocol, method) : undefined
  // Bytes that arrive before the request is sent: the end of a TLS handshake, or a server that speaks first.
  const early: [Buffer, number][] = []
  let take = (bytes: Buffer, t: number): void => void early.push([bytes, t])
  const connection = await openConnection(recording, name, endpoint, {
    ...(endpoint.secure ? { alpn: protocol === '2' ? ['h2'] : ['http/1.1'] } : {}),
    limit_bytes: plan.limit_bytes,
    deadline_ms: plan.deadline_ms,
    content: bytes => spans?.push(bytes) ?? [],
    onBytes: (bytes, t) => take(bytes, t),
    signal,
    onGone: waits.finish,
  })
  const requestBytes = protocol === '2' ? Buffer.alloc(0) : encodeRequest({ ...plan, version: protocol })
  const takeHttp1 = (bytes: Buffer, t: number) => {
    live.push(bytes, t)
    // No response is possible any more, whatever follows.
    if (live.unreadable !== undefined) connection.done()
  }
  take = protocol === '2' ? startHttp2(connection, plan, live) : takeHttp1
  if (protocol !== '2') connection.write(requestBytes)
  for (const [bytes, t] of early) take(bytes, t)
  return createStream(
    () => connection,
    live,
    waits,
    plan.wait_ms,
    () => (plan.settles_ms > 0 ? pause(plan.settles_ms, signal) : Promise.resolve()),
    () => {
      recording.write({ on: name, what: 'note', say: 'mark', text: 'second request' })
      spans?.next()
      connection.write(requestBytes)
    },
  )
}
