/**
 * The parts that the server is built from, each one decision that a real server may get wrong. The clean ones stand in this table; a
 * fault replaces some. Parts call each other through `server.parts`, so a replaced one is met everywhere.
 */

import type { Duplex } from 'node:stream'
import { allowedFields, answerElsewhere, answerHead, answerOptions, refuse, refuseMethod } from './answers.js'
import { type AuthenticationProblem, authenticate, challenge } from './authenticate.js'
import { type Channel, eventAt, type StoredEvent } from './channel.js'
import { dataFields, type EventToWrite, encodeEvent, eventFields, heartbeat, opening, splitLines } from './event-stream.js'
import type { Exchange } from './exchange.js'
import { type AnswerKind, cors, type Field, type StreamHead, streamHead } from './head.js'
import { type Heartbeats, heartbeats } from './heartbeats.js'
import type { Counters } from './metrics.js'
import { openStream } from './open-stream.js'
import type { Settings } from './options.js'
import { type Outlet, outletOf } from './outlet.js'
import type { Piece } from './piece.js'
import { identify, type Publication, problemWith, publish, refusePublication } from './publish.js'
import { lastEventIds, positionOf, resumeFrom } from './resume.js'
import { beat, closed, drop, fanOut, finish, type Stream } from './stream.js'

export interface Server {
  readonly settings: Settings
  readonly parts: Parts
  readonly channels: Map<string, Channel>
  readonly streams: Set<Stream>
  heartbeats: Heartbeats
  /** The heartbeat and the opening, made once for all streams. */
  readonly heartbeat: Piece
  readonly opening: Piece
  readonly counters: Counters
  /** Random for a server's life, so that another life's ids are known to be unknown. */
  epoch: string
}

export interface Parts {
  // What an event stream says.
  opening(): Buffer
  heartbeat(): Buffer
  splitLines(payload: string): string[]
  dataFields(payload: string, server: Server): string[]
  eventFields(event: EventToWrite, server: Server): string[]
  encodeEvent(event: EventToWrite, server: Server): Buffer

  // What HTTP says around it.
  streamHead(exchange: Exchange): StreamHead
  cors(exchange: Exchange, kind: AnswerKind): Field[]
  allowedFields(): string[]
  chunkSize(bytes: Buffer): number
  lastChunk(): Buffer
  outletOf(exchange: Exchange, head: StreamHead): Outlet
  /** The connection as HTTP/2 is spoken on it. */
  http2Socket(socket: Duplex): Duplex

  // Who is answered what.
  authenticate(exchange: Exchange): AuthenticationProblem | undefined
  challenge(problem: AuthenticationProblem): { status: number; fields: Field[] }
  openStream(exchange: Exchange): void
  answerHead(exchange: Exchange): void
  answerOptions(exchange: Exchange, methods: readonly string[]): void
  refuseMethod(exchange: Exchange, methods: readonly string[]): void
  /** A path that nothing is served at. */
  answerElsewhere(exchange: Exchange): void
  refuse(exchange: Exchange, status: number, error: string, fields?: readonly Field[]): void

  // Publishing, and who gets it.
  problemWith(publication: Publication): string | undefined
  refusePublication(exchange: Exchange, publication: Publication, problem: string): void
  identify(channel: Channel, server: Server): string
  publish(publication: Publication, server: Server): string
  fanOut(channel: Channel, server: Server): void
  eventFor(stream: Stream, position: number): StoredEvent | undefined

  // Resuming.
  lastEventIds(exchange: Exchange): string[]
  positionOf(id: string, channel: Channel, server: Server): number | undefined
  resumeFrom(id: string | undefined, channel: Channel, exchange: Exchange): number

  // The life of a stream.
  heartbeats(server: Server): Heartbeats
  beat(stream: Stream): void
  drop(stream: Stream): void
  /** The server shuts down. */
  finish(stream: Stream): void
  /** The server met an internal error while serving the stream. */
  fail(stream: Stream): void
  closed(stream: Stream): void
  restarted(server: Server): void
}

export const cleanParts: Parts = {
  opening,
  heartbeat,
  splitLines,
  dataFields,
  eventFields,
  encodeEvent,
  streamHead,
  cors,
  allowedFields,
  chunkSize: bytes => bytes.length,
  lastChunk: () => Buffer.from('0\r\n\r\n'),
  outletOf,
  http2Socket: socket => socket,
  authenticate,
  challenge,
  openStream,
  answerHead,
  answerOptions,
  refuseMethod,
  answerElsewhere,
  refuse,
  problemWith,
  refusePublication,
  identify,
  publish,
  fanOut,
  eventFor: (stream, position) => eventAt(stream.channel, position),
  lastEventIds,
  positionOf,
  resumeFrom,
  heartbeats,
  beat,
  drop,
  finish,
  fail: finish,
  closed,
  restarted: () => undefined,
}
