/** Many streams that are only read: counts deliveries and keeps nothing. */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Occurs once in each payload. One byte, so that no read can split it. */
export const MARK = '\u0001'

export interface Crowd {
  /** Resolves when this many events were received in total. Rejects after a minute. */
  delivered(count: number): Promise<void>
  leave(): Promise<void>
}

/** One source address has about 28,000 ports, but becomes slow beyond 7,000. */
const STREAMS_AN_ADDRESS = 5_000
const AT_ONCE = 200
const PATIENCE_MS = 60_000

/** Resolves when every stream has its response headers. `first` counts the streams of other crowds, which use other addresses. */
export async function openCrowd(port: number, path: string, count: number, first = 0): Promise<Crowd> {
  let events = 0
  let wanted = { count: Number.POSITIVE_INFINITY, come: () => {} }
  const read = (bytes: Buffer) => {
    for (let at = bytes.indexOf(1); at >= 0; at = bytes.indexOf(1, at + 1)) events += 1
    if (events >= wanted.count) wanted.come()
  }
  const sockets: Socket[] = []
  for (let begun = 0; begun < count; begun += AT_ONCE) {
    const opening = Array.from({ length: Math.min(AT_ONCE, count - begun) }, (_, index) =>
      openStream(port, path, first + begun + index, read),
    )
    sockets.push(...(await Promise.all(opening)))
  }
  return {
    delivered: total =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${events} of ${total} events came within a minute`)), PATIENCE_MS)
        const come = () => {
          clearTimeout(late)
          wanted = { count: Number.POSITIVE_INFINITY, come: () => {} }
          resolve()
        }
        if (events >= total) come()
        else wanted = { count: total, come }
      }),
    leave: async () => {
      const gone = sockets.map(socket => once(socket, 'close'))
      for (const socket of sockets) socket.resetAndDestroy()
      await Promise.all(gone)
    },
  }
}

async function openStream(port: number, path: string, nth: number, read: (bytes: Buffer) => void): Promise<Socket> {
  const localAddress = `127.0.0.${1 + Math.floor(nth / STREAMS_AN_ADDRESS)}`
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  socket.on('error', () => socket.destroy())
  socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n`)
  const [first] = (await once(socket, 'data')) as [Buffer]
  if (!first.toString('latin1').startsWith('HTTP/1.1 200'))
    throw new Error(`a stream was refused: ${first.toString('latin1').slice(0, 80)}`)
  socket.on('data', read)
  return socket
}
