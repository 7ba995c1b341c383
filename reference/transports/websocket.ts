/** GET /ws/<channel>: a WebSocket that receives a channel's events (RFC 6455). Messages from the client are ignored. */

import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { admitted } from '../authenticate.js'
import type { Channel } from '../channel.js'
import { channelFeed } from '../channel-feed.js'
import type { Exchange } from '../exchange.js'
import type { Field } from '../head.js'
import type { Counters } from '../metrics.js'
import type { Outlet } from '../outlet.js'
import { PENDING_BYTES, type Piece } from '../piece.js'
import { createStream, enter, pump } from '../stream.js'
import { channelInPath } from './channel-name.js'
import { messagesIn, messagesOf } from './messages.js'

const handshakes = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: 64 * 1024 })

/** RFC 6455 §7.4.1: the server is going away. */
const GOING_AWAY = 1001

export function openWebSocket(exchange: Exchange): void {
  const { response, socket, upgrade } = exchange
  if (!admitted(exchange)) return
  if (upgrade === undefined || exchange.version === '2') {
    const fields: Field[] = exchange.version === '2' ? [] : [['Upgrade', 'websocket']]
    exchange.server.parts.refuse(exchange, 426, 'a WebSocket is opened by an Upgrade of HTTP/1.1', fields)
    return
  }
  const channel = channelInPath(exchange)
  if (channel === undefined) return
  const answered = response as ServerResponse
  answered.detachSocket(socket)
  handshakes.handleUpgrade(answered.req, socket, upgrade, webSocket => start(exchange, channel, webSocket))
}

function start({ server, socket }: Exchange, channel: Channel, webSocket: WebSocket): void {
  webSocket.on('error', () => webSocket.terminate())
  const outlet = webSocketOutlet(webSocket, socket, server.counters)
  const stream = createStream(server, channelFeed(channel, channel.newest), outlet, server.settings.heartbeat_interval_ms)
  channel.streams.add(stream)
  enter(stream)
  if (server.stopping) server.parts.finish(stream)
  else pump(stream)
}

/** An event is a text message, and a heartbeat a ping. */
function webSocketOutlet(webSocket: WebSocket, socket: Socket, counters: Counters): Outlet {
  let slices: Buffer[] = []
  const send = (deed: () => void) => {
    const before_bytes = socket.bytesWritten
    deed()
    counters.bytes_sent += socket.bytesWritten - before_bytes
  }
  /** The messages that are complete with this piece. */
  const messages = (piece: Piece): readonly Buffer[] => {
    if (piece.last && slices.length === 0) return messagesOf(piece)
    slices.push(piece.bytes)
    if (!piece.last) return []
    const whole = Buffer.concat(slices)
    slices = []
    return messagesIn(whole)
  }
  return {
    head: () => undefined,
    write: piece => {
      if (webSocket.readyState !== webSocket.OPEN) return
      if (piece.kind === 'heartbeat') send(() => webSocket.ping())
      else if (piece.kind === 'event') for (const message of messages(piece)) send(() => webSocket.send(message, { binary: false }))
    },
    pending_bytes: () => socket.writableLength,
    full: () => socket.writableLength >= PENDING_BYTES,
    onDrain: then => socket.once('drain', then),
    onClose: then => socket.on('close', then),
    end: () => webSocket.close(GOING_AWAY),
    destroy: () => webSocket.terminate(),
  }
}
