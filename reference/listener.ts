/** The sockets: HTTP/1.1 and HTTP/2, with or without TLS, on one port. */

import { once } from 'node:events'
import {
  createServer as createHttp1Server,
  type Server as Http1Server,
  type IncomingMessage,
  type ServerOptions,
  ServerResponse,
} from 'node:http'
import { createServer as createHttp2Server, type Http2Server, type ServerHttp2Session } from 'node:http2'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { exchangeOf, type Request, type Response } from './exchange.js'
import { boundResets } from './http2-bounds.js'
import { streaming } from './outlet.js'
import type { Server } from './parts.js'
import { route } from './routes.js'
import { sniffHttp2 } from './sniff.js'

export interface Credentials {
  readonly key: string
  readonly cert: string
}

export interface Listener {
  readonly port: number
  /** Accepts no more connections, closes idle ones immediately, and the others after the given time. */
  close(patience_ms: number): Promise<void>
}

/** Time limit for request headers (a trickle would hold the socket forever), and for the content: media pass through the gateway. */
const LIMITS: ServerOptions = { headersTimeout: 20_000, requestTimeout: 600_000, connectionsCheckingInterval: 5_000, noDelay: true }

/** Idle time of a kept-alive connection: longer than clients pause between polls. */
const IDLE_MS = 75_000

export async function listen(server: Server, port: number, credentials: Credentials | undefined): Promise<Listener> {
  const { http2: withHttp2, host } = server.settings
  const ALPNProtocols = withHttp2 ? ['h2', 'http/1.1'] : ['http/1.1']
  const http1 = credentials === undefined ? createHttp1Server(LIMITS) : createHttpsServer({ ...LIMITS, ...credentials, ALPNProtocols })
  http1.keepAliveTimeout = IDLE_MS
  http1.on('request', (request, response) => {
    // A pipelined request waits for the responses before it; until then its response has no socket (RFC 9112 §9.3.2).
    const serve = () => route(exchangeOf(server, request, response))
    if (response.socket === null) response.once('socket', serve)
    else serve()
  })
  http1.on('clientError', (error: NodeJS.ErrnoException, socket) => refuseGarbage(error, socket, server))
  http1.on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, OPTIONS\r\nConnection: close\r\n\r\n'),
  )
  // With this listener, Node passes on every request that asks for another protocol; only channels support one.
  if (server.sync === undefined) http1.on('upgrade', (...asked) => serveUpgrade(server, ...asked))
  const sockets = new Set<Socket>()
  // One function for all, instead of `once`, which allocates three objects per connection.
  function forget(this: Socket) {
    sockets.delete(this)
  }
  http1.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', forget)
  })
  const sessions = new Set<ServerHttp2Session>()
  if (withHttp2) share(http1, credentials === undefined ? 'connection' : 'secureConnection', http2Server(server, sessions), server)
  await listening(http1, port, host)
  return {
    port: (http1.address() as AddressInfo).port,
    close: patience_ms => close(http1, sockets, sessions, patience_ms),
  }
}

function http2Server(server: Server, sessions: Set<ServerHttp2Session>): Http2Server {
  const { http2_bounds } = server.settings
  const settings = http2_bounds === undefined ? {} : { settings: { maxConcurrentStreams: http2_bounds.streams } }
  const http2 = createHttp2Server({ maxSessionMemory: 64, ...settings })
  http2.on('request', (request: Request, response: Response) => route(exchangeOf(server, request, response)))
  http2.on('session', session => {
    sessions.add(session)
    if (http2_bounds !== undefined) boundResets(session, http2_bounds)
    session.once('close', () => sessions.delete(session))
  })
  // A client that disconnects is not a server error.
  http2.on('sessionError', () => undefined)
  return http2
}

/** Puts HTTP/2 in front of Node's HTTP/1 listener: through ALPN with TLS, otherwise by the client's preface (RFC 9113 §3.2 and §3.3). */
function share(http1: Http1Server, event: 'connection' | 'secureConnection', http2: Http2Server, server: Server): void {
  const [serveHttp1] = http1.listeners(event) as ((socket: Duplex) => void)[]
  if (serveHttp1 === undefined) throw new Error(`node:http no longer listens to "${event}"`)
  http1.removeListener(event, serveHttp1)
  const speakHttp1 = (socket: Duplex) => serveHttp1.call(http1, socket)
  const speakHttp2 = (socket: Duplex) => {
    // Node keeps a session whose client disconnected before one of its requests ended.
    socket.once('end', () => socket.destroy())
    http2.emit('connection', server.parts.http2Socket(socket))
  }
  http1.on(event, (socket: Socket & Partial<TLSSocket>) => {
    if (event === 'connection') sniffHttp2(socket, speakHttp2, speakHttp1)
    else if (socket.alpnProtocol === 'h2') speakHttp2(socket)
    else speakHttp1(socket)
  })
}

/** A request that asks for an unsupported protocol gets a normal response, and then its connection ends (RFC 9110 §7.8). */
function serveUpgrade(server: Server, request: IncomingMessage, socket: Duplex, behind: Buffer): void {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket as Socket)
  response.once('finish', () => socket.end())
  socket.on('error', () => socket.destroy())
  socket.on('end', () => socket.end())
  socket.resume()
  route(exchangeOf(server, request, response, behind))
}

/** Bytes that are not HTTP get a response and the connection is closed; in the middle of a stream it is only closed. */
function refuseGarbage(error: NodeJS.ErrnoException, socket: Duplex, { sync, parts }: Server): void {
  if (streaming.has(socket) || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const reasons: Record<string, string> = {
    HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
    ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  }
  const content = `${JSON.stringify(parts.errorContent(400, 'the request is not one of HTTP'))}\n`
  const cors = sync === undefined ? 'Vary: Origin' : 'Access-Control-Allow-Origin: *'
  const fields = `Content-Type: application/json\r\nContent-Length: ${content.length}\r\n${cors}\r\nConnection: close`
  socket.end(`HTTP/1.1 ${reasons[error.code ?? ''] ?? '400 Bad Request'}\r\n${fields}\r\n\r\n${content}`)
}

/** A port that was just released may briefly be in use by a client's own end. */
async function listening(http1: Http1Server, port: number, host: string, attempts = 20): Promise<void> {
  try {
    await once(http1.listen({ port, host, backlog: 4096 }), 'listening')
    // From now on, an error such as too many open files affects one connection; the others continue.
    http1.on('error', () => undefined)
  } catch (error) {
    if (port === 0 || attempts === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    // In a worker process, each failed attempt leaves a listener behind.
    http1.removeAllListeners('listening')
    await new Promise(resolve => setTimeout(resolve, 50))
    await listening(http1, port, host, attempts - 1)
  }
}

async function close(http1: Http1Server, sockets: Set<Socket>, sessions: Set<ServerHttp2Session>, patience_ms: number): Promise<void> {
  const allClosed = new Promise<void>(resolve => http1.close(() => resolve()))
  for (const session of sessions) session.close()
  const patience = setTimeout(() => {
    for (const socket of sockets) socket.destroy()
  }, patience_ms)
  await allClosed
  clearTimeout(patience)
}
