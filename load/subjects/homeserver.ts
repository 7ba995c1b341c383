import { type Rooms, setUpRooms, type Target } from '../../record/index.js'
import { type Config, defined, type TransportName } from '../../schemas/index.js'
import { type NoRoute, type Route, type Subject, speaksAsAsked } from '../subject.js'
import { clientsOf, type SettledWorkload, sourcesOf } from '../workload.js'

const V3 = '/_matrix/client/v3'
const POLL = { since: 'since', next: 'next_batch' } as const

/** Members per room. More clients share devices in turn, because registering users is slow. */
const MOST_MEMBERS = 50

/** Client n uses account n modulo their number and must be in room n modulo the number of rooms, so accounts are spread over the rooms in turn. */
const tokensInTurn = ({ rooms }: Rooms): string[] =>
  Array.from({ length: rooms[0]?.member_tokens.length ?? 0 }, (_, member) =>
    rooms.map(({ member_tokens }) => member_tokens[member] ?? ''),
  ).flat()

const routesOf = (
  target: Target,
  base_url: string,
  tokens: readonly string[],
  { heartbeat_interval_s, poll_timeout_s }: SettledWorkload,
): Readonly<Record<TransportName, Route | NoRoute>> => {
  const each = (url: string): Route['accounts'] =>
    tokens.map(token => ({ url, headers: { ...target.headers, Authorization: `Bearer ${token}` } }))
  const stream = new URL(target.url)
  stream.search = ''
  stream.searchParams.set('heartbeat_interval', String(heartbeat_interval_s))
  const streams: Route = { accounts: each(stream.href) }
  const sync = (timeout_s: number): Route => ({ accounts: each(`${base_url}${V3}/sync?timeout=${Math.round(1000 * timeout_s)}`), ...POLL })
  return {
    sse: streams,
    'sse-http2': streams,
    longpoll: sync(poll_timeout_s),
    'longpoll-no-keepalive': sync(poll_timeout_s),
    polling: sync(0),
    websocket: { missing: 'homeservers do not offer it' },
  }
}

/** A homeserver with `/sync` and `/sync/sse`. Sources are rooms created for the run, and publishing is sending a message. */
export const homeserverSubject = async (
  target: Target,
  { hooks }: Config,
  workload: SettledWorkload,
  signal: AbortSignal,
): Promise<Subject> => {
  const base_url = (target.homeserver?.base_url ?? '').replace(/\/$/, '')
  const names = sourcesOf(workload)
  const members = Math.min(MOST_MEMBERS, clientsOf(0, workload))
  const rooms = await setUpRooms(target, names, members, signal)
  const routes = routesOf(target, base_url, tokensInTurn(rooms), workload)
  const metrics = hooks?.metrics
  return {
    told: { url: base_url, profile: target.profile, embedded: false },
    sources: names.map((name, number) => ({ name, target: rooms.rooms[number]?.room_id ?? '' })),
    route: transport => speaksAsAsked(routes[transport], workload.tls),
    publish: {
      url: `${base_url}${V3}/rooms/{{target}}/send/m.room.message/{{run}}-{{source}}-{{seq}}`,
      method: 'PUT',
      headers: { Authorization: `Bearer ${rooms.owner_token}` },
      body: { msgtype: 'm.text', body: '{{data}}' },
    },
    ...defined({ metrics }),
    insecure: target.tls.insecure,
    stop: async () => {},
  }
}
