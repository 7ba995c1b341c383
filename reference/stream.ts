/** One open stream: takes events from its feed as its reader takes bytes, and writes heartbeats between them. */

import type { Feed } from './feed.js'
import type { Outlet } from './outlet.js'
import type { Server } from './parts.js'
import { type Piece, SLICE_BYTES, sliceOf } from './piece.js'

export interface Stream<From extends Feed = Feed> {
  readonly server: Server
  readonly feed: From
  readonly outlet: Outlet
  /** Milliseconds between its heartbeats. */
  readonly heartbeat_interval_ms: number
  /** The event that is being written in slices, and how far. */
  bytes: Buffer | undefined
  written: number
  /** When its next heartbeat is due, on the clock of `performance.now()`. */
  beat_at_ms: number
  /** Bytes published since the reader last took any, while it takes none. */
  stalled_bytes: number
  /** Heartbeats to write as soon as the stream is between events. */
  beats_owed: number
  /** Whether a heartbeat was written after bytes that the reader had not taken. */
  beat_pending: boolean
  waiting: boolean
  /** Runs while the reader takes nothing. */
  patience: NodeJS.Timeout | undefined
  ending: boolean
  closed: boolean
}

export function createStream<From extends Feed>(server: Server, feed: From, outlet: Outlet, heartbeat_interval_ms: number): Stream<From> {
  return {
    server,
    feed,
    outlet,
    heartbeat_interval_ms,
    bytes: undefined,
    written: 0,
    beat_at_ms: 0,
    stalled_bytes: 0,
    beats_owed: 0,
    beat_pending: false,
    waiting: false,
    patience: undefined,
    ending: false,
    closed: false,
  }
}

/** Adds the stream to the open ones, until its reader or its server ends it. */
export function enter(stream: Stream): void {
  stream.server.streams.add(stream)
  stream.server.heartbeats.add(stream)
  stream.outlet.onClose(() => {
    stream.closed = true
    clearTimeout(stream.patience)
    stream.server.heartbeats.remove(stream)
    stream.server.parts.closed(stream)
  })
}

/** Frees what the stream held. */
export function closed(stream: Stream): void {
  stream.server.streams.delete(stream)
  stream.feed.close(stream)
}

/** The stream's next event; undefined if there is none yet. */
export function nextEvent(stream: Stream): Piece | undefined {
  return stream.feed.next(stream)
}

/** Bytes of the newest event that are still in this process. */
export function leftBytes({ bytes, written, outlet }: Stream): number {
  return (bytes === undefined ? 0 : bytes.length - written) + outlet.pending_bytes()
}

/** Writes for as long as the reader takes bytes, and stops at an event boundary once the stream is ending. */
export function pump(stream: Stream): void {
  while (!stream.closed) {
    if (stream.outlet.full()) {
      waitForReader(stream)
      return
    }
    if (stream.bytes !== undefined) writeSlice(stream, stream.bytes)
    else if (stream.beats_owed > 0) writeHeartbeat(stream)
    else if (stream.ending) end(stream)
    else {
      const event = stream.server.parts.nextEvent(stream)
      if (event === undefined) return
      writeEvent(stream, event)
    }
  }
}

function writeEvent(stream: Stream, event: Piece): void {
  stream.server.counters.events_sent += 1
  if (event.bytes.length <= SLICE_BYTES) stream.outlet.write(event)
  else {
    stream.bytes = event.bytes
    stream.written = 0
  }
}

function writeSlice(stream: Stream, bytes: Buffer): void {
  const end = stream.written + SLICE_BYTES
  const piece = sliceOf(bytes, stream.written, end)
  stream.written = end
  if (piece.last) stream.bytes = undefined
  stream.outlet.write(piece)
}

function waitForReader(stream: Stream): void {
  if (stream.waiting) return
  stream.waiting = true
  losePatience(stream)
  stream.outlet.onDrain(() => {
    clearTimeout(stream.patience)
    stream.waiting = false
    stream.stalled_bytes = 0
    pump(stream)
  })
}

/** A reader that takes nothing for too long is disconnected: it holds a connection and an event. */
function losePatience(stream: Stream): void {
  const { max_stall_ms } = stream.server.settings
  if (max_stall_ms === undefined) return
  stream.patience = setTimeout(() => stream.server.parts.drop(stream), max_stall_ms)
}

/** A heartbeat is due. At most one waits for a reader that takes nothing, or for the event that is being written. */
export function beat(stream: Stream): void {
  if (stream.outlet.pending_bytes() === 0) stream.beat_pending = false
  else if (stream.beat_pending) return
  else stream.beat_pending = true
  stream.beats_owed = 1
  pump(stream)
}

function writeHeartbeat(stream: Stream): void {
  stream.beats_owed -= 1
  stream.outlet.write(stream.server.heartbeat)
}

/** Ends the stream as soon as the event that is being written is complete. */
export function finish(stream: Stream): void {
  stream.ending = true
  pump(stream)
}

function end(stream: Stream): void {
  stream.closed = true
  stream.feed.close(stream)
  stream.outlet.end()
  losePatience(stream)
}

/** Disconnects a reader that takes too little. It reconnects with its last event ID. */
export function drop(stream: Stream): void {
  stream.closed = true
  stream.server.counters.readers_dropped += 1
  stream.outlet.destroy()
}
