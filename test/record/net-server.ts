/** TCP servers on loopback that a test starts, stopped after it. */

import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

const running = new Map<Server, Set<Socket>>()

export interface NetServer {
  readonly port: number
  readonly url: string
}

/** `onRequest` gets each connection once a request's head has come on it. */
export const startNet = async (onRequest: (socket: Socket, head: string) => void): Promise<NetServer> => {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    let head = ''
    socket.on('error', () => {})
    socket.on('data', bytes => {
      const isWhole = head.includes('\r\n\r\n')
      head += bytes.toString('latin1')
      if (!isWhole && head.includes('\r\n\r\n')) onRequest(socket, head)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  running.set(server, sockets)
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}/` }
}

export const stopNet = async (): Promise<void> => {
  for (const [server, sockets] of running) {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
  }
  running.clear()
}
