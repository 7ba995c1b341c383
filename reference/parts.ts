/** The parts of the server, each a decision that a real server may get wrong. `clean-parts.ts` has those that conform, and a fault replaces some. Parts call each other through `server.parts`, so a replacement takes effect everywhere. */

import type { Duplex } from 'node:stream'
import type { AuthenticationProblem } from './authenticate.js'
import type { Channel, StoredEvent } from './channel.js'
import type { ChannelStream } from './channel-feed.js'
import type { EventToWrite } from './event-stream.js'
import type { Exchange } from './exchange.js'
import type { AnswerKind, Field, StreamHead } from './head.js'
import type { Heartbeats } from './heartbeats.js'
import type { Counters } from './metrics.js'
import type { Settings } from './options.js'
import type { Outlet } from './outlet.js'
import type { Piece } from './piece.js'
import type { Peers } from './processes/peers.js'
import type { Publication } from './publish.js'
import type { Stream } from './stream.js'
import type { SyncService } from './sync/backend.js'
import type { Refusal, SyncBatch, SyncChain, SyncRequest } from './sync/source.js'

export interface Server {
  readonly settings: Settings
  readonly parts: Parts
  readonly channels: Map<string, Channel>
  readonly streams: Set<Stream>
  heartbeats: Heartbeats
  /** The heartbeat and the opening, created once for all streams. */
  readonly heartbeat: Piece
  readonly opening: Piece
  readonly counters: Counters
  /** Feeds the streams of sync data; undefined where channels feed the streams. */
  readonly sync: SyncService | undefined
  /** The other processes that serve the same port; undefined if there is only one. */
  readonly peers: Peers | undefined
  /** Between a stop and the restart. */
  stopping: boolean
  /** Random per server start, so that ids from an earlier start are recognized as unknown. */
  epoch: string
}

export interface Parts {
  // The content of an event stream.
  opening(): Buffer
  heartbeat(): Buffer
  splitLines(payload: string): string[]
  dataFields(payload: string, server: Server): string[]
  eventFields(event: EventToWrite, server: Server): string[]
  encodeEvent(event: EventToWrite, server: Server): Buffer

  // The HTTP around it.
  streamHead(exchange: Exchange): StreamHead
  cors(exchange: Exchange, kind: AnswerKind): Field[]
  allowedFields(): string[]
  chunkSize(bytes: Buffer): number
  lastChunk(): Buffer
  outletOf(exchange: Exchange, head: StreamHead): Outlet
  /** The connection as HTTP/2 uses it. */
  http2Socket(socket: Duplex): Duplex

  // Which request gets which response.
  authenticate(exchange: Exchange): AuthenticationProblem | undefined
  challenge(problem: AuthenticationProblem): { status: number; fields: Field[] }
  openStream(exchange: Exchange): void
  answerHead(exchange: Exchange): void
  answerOptions(exchange: Exchange, methods: readonly string[]): void
  refuseMethod(exchange: Exchange, methods: readonly string[]): void
  /** A path that the server does not know itself. */
  answerElsewhere(exchange: Exchange): void
  refuse(exchange: Exchange, status: number, error: string, fields?: readonly Field[]): void
  errorContent(status: number, error: string): object

  // Publishing and delivery.
  problemWith(publication: Publication): string | undefined
  refusePublication(exchange: Exchange, publication: Publication, problem: string): void
  identify(channel: Channel, server: Server): string
  publish(publication: Publication, server: Server): string
  fanOut(channel: Channel, server: Server): void
  eventFor(stream: ChannelStream, position: number): StoredEvent | undefined

  // Resuming.
  lastEventIds(exchange: Exchange): string[]
  positionOf(id: string, channel: Channel, server: Server): number | undefined
  resumeFrom(id: string | undefined, channel: Channel, exchange: Exchange): number

  // Sync over SSE (MSC2108).
  /** Milliseconds, from the request; undefined if it is not a valid interval. */
  heartbeatInterval(values: readonly string[], default_ms: number): number | undefined
  syncRequest(exchange: Exchange): SyncRequest
  openChain(request: SyncRequest, exchange: Exchange): Promise<SyncChain | { readonly refusal: Refusal }>
  passRefusal(exchange: Exchange, refusal: Refusal): void
  batchEvent(batch: SyncBatch, position: number): EventToWrite
  /** There will be no more responses: the token was revoked, or the upstream refuses. */
  chainEnded(stream: Stream): void

  // The life of a stream.
  nextEvent(stream: Stream): Piece | undefined
  heartbeats(server: Server): Heartbeats
  beat(stream: Stream): void
  drop(stream: Stream): void
  /** The server shuts down. */
  finish(stream: Stream): void
  /** The server hit an internal error while serving the stream. */
  fail(stream: Stream): void
  closed(stream: Stream): void
  restarted(server: Server): void
}
