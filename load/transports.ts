import type { TransportName } from '../schemas/index.js'

/** How a transport is driven. */
export interface Transport {
  readonly name: TransportName
  readonly says: string
  /** Which of the scripts in `load/k6/scripts` drives it. */
  readonly script: 'streams' | 'longpoll' | 'polling' | 'websocket'
  readonly http: '1.1' | '2'
  /** Polls reuse their connection. */
  readonly keepalive: boolean
  /** Its connections stay open and are silent after the last publication, so the kernel's count of their bytes can be read. */
  readonly lasting: boolean
}

const ALL: readonly Transport[] = [
  { name: 'sse', says: 'an event stream over HTTP/1.1', script: 'streams', http: '1.1', keepalive: true, lasting: true },
  { name: 'sse-http2', says: 'event streams over HTTP/2, many a connection', script: 'streams', http: '2', keepalive: true, lasting: true },
  {
    name: 'longpoll',
    says: 'long polls in a chain, each on the same connection',
    script: 'longpoll',
    http: '1.1',
    keepalive: true,
    lasting: true,
  },
  {
    name: 'longpoll-no-keepalive',
    says: 'long polls in a chain, each on a connection of its own',
    script: 'longpoll',
    http: '1.1',
    keepalive: false,
    lasting: false,
  },
  { name: 'polling', says: 'polls at an interval, answered at once', script: 'polling', http: '1.1', keepalive: true, lasting: false },
  { name: 'websocket', says: 'a WebSocket', script: 'websocket', http: '1.1', keepalive: true, lasting: true },
]

export const transportNames: readonly TransportName[] = ALL.map(({ name }) => name)

export const isTransportName = (name: string): name is TransportName => ALL.some(transport => transport.name === name)

export const transportNamed = (name: TransportName): Transport => {
  const found = ALL.find(transport => transport.name === name)
  if (found === undefined) throw new Error(`Unknown transport "${name}".`)
  return found
}
