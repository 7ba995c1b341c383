import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A TCP server that answers every connection by bytes of its own choosing. */
export interface HostileServer {
  readonly port: number
  /** `http://127.0.0.1:PORT/events` */
  readonly url: string
  /** Every request head that it was sent, latin1. */
  readonly heads: readonly string[]
  stop(): Promise<void>
}

/** Called once a connection has sent a whole request head; `number` counts the server's connections from 0. */
export type Answer = (socket: Socket, head: string, number: number) => void

const running = new Set<HostileServer>()

/** Stops every server of the test that has just ended, whatever came of it. */
export const stopServers = async (): Promise<void> => {
  await Promise.all([...running].map(server => server.stop()))
}

const listening = async (onSocket: (socket: Socket, number: number) => void, heads: readonly string[]): Promise<HostileServer> => {
  const sockets = new Set<Socket>()
  let number = 0
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    onSocket(socket, number)
    number += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const hostile: HostileServer = {
    port,
    url: `http://127.0.0.1:${port}/events`,
    heads,
    stop: async () => {
      if (!running.delete(hostile)) return
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  running.add(hostile)
  return hostile
}

/** Answers each request head. A pipelined second request is answered too. */
export const startHostile = (answer: Answer): Promise<HostileServer> => {
  const heads: string[] = []
  return listening((socket, number) => {
    let head = ''
    socket.on('data', bytes => {
      head += bytes.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      const whole = head.slice(0, end + 4)
      head = ''
      heads.push(whole)
      answer(socket, whole, number)
    })
  }, heads)
}

/** Acts as soon as a connection is there, whatever is sent. */
export const startUnasked = (act: (socket: Socket) => void): Promise<HostileServer> =>
  listening(socket => {
    socket.resume()
    act(socket)
  }, [])

export const STREAM_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n'

/** Writes the piece again and again, as fast as it is taken, until so many bytes are out or the socket is gone. */
export const flood = (socket: Socket, piece: Buffer, most_bytes = Number.POSITIVE_INFINITY): void => {
  let sent = 0
  const go = () => {
    while (!socket.destroyed && socket.writable && sent < most_bytes) {
      sent += piece.length
      if (!socket.write(piece)) return
    }
  }
  socket.on('drain', go)
  go()
}

export const repeated = (text: string, bytes = 1 << 16): Buffer => Buffer.from(text.repeat(Math.ceil(bytes / text.length)))
