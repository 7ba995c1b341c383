/**
 * One open stream: a place in its channel that moves on as the reader takes bytes. Nothing is queued for a slow reader: what it has
 * not taken stays in the channel's replay buffer, which all share.
 */

import { type Channel, oldestKept } from './channel.js'
import type { Outlet } from './outlet.js'
import type { Server } from './parts.js'
import { SLICE_BYTES, sliceOf } from './piece.js'

export interface Stream {
  readonly server: Server
  readonly channel: Channel
  readonly outlet: Outlet
  /** The position in the channel up to which events were taken up for writing. */
  position: number
  /** Where the channel stood when the stream opened: what is not newer is replayed. */
  readonly opened_at: number
  /** The event that is being written a slice at a time, and how far. */
  bytes: Buffer | undefined
  written: number
  /** When its next heartbeat is due, on the clock of `performance.now()`. */
  beat_at_ms: number
  /** Bytes published since the reader last took any, while it has not. */
  stalled_bytes: number
  /** Heartbeats to write as soon as the stream is between events. */
  beats_owed: number
  /** Whether a heartbeat was written behind bytes that the reader had not taken. */
  beat_pending: boolean
  waiting: boolean
  ending: boolean
  closed: boolean
}

export function createStream(server: Server, channel: Channel, outlet: Outlet, position: number): Stream {
  return {
    server,
    channel,
    outlet,
    position,
    opened_at: channel.newest,
    bytes: undefined,
    written: 0,
    beat_at_ms: 0,
    stalled_bytes: 0,
    beats_owed: 0,
    beat_pending: false,
    waiting: false,
    ending: false,
    closed: false,
  }
}

/** Puts the stream among the open ones, until its reader or its server ends it. */
export function enter(stream: Stream): void {
  stream.server.streams.add(stream)
  stream.channel.streams.add(stream)
  stream.server.heartbeats.add(stream)
  stream.outlet.onClose(() => {
    stream.closed = true
    stream.server.heartbeats.remove(stream)
    stream.server.parts.closed(stream)
  })
}

/** Frees what the stream held. */
export function closed(stream: Stream): void {
  stream.server.streams.delete(stream)
  stream.channel.streams.delete(stream)
}

/** Writes on for as long as the reader takes bytes, and stops at an event boundary once the stream is ending. */
export function pump(stream: Stream): void {
  while (!stream.closed) {
    if (stream.outlet.full()) {
      waitForReader(stream)
      return
    }
    if (stream.bytes !== undefined) writeSlice(stream, stream.bytes)
    else if (stream.beats_owed > 0) writeHeartbeat(stream)
    else if (stream.ending) end(stream)
    else if (stream.position >= stream.channel.newest) return
    else writeNext(stream)
  }
}

function writeNext(stream: Stream): void {
  // It fell behind what the channel keeps: going on in silence would hide the gap.
  if (stream.position + 1 < oldestKept(stream.channel)) {
    stream.server.parts.drop(stream)
    return
  }
  stream.position += 1
  const event = stream.server.parts.eventFor(stream, stream.position)
  if (event === undefined) return
  if (event.piece.bytes.length <= SLICE_BYTES) stream.outlet.write(event.piece)
  else {
    stream.bytes = event.piece.bytes
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
  stream.outlet.onDrain(() => {
    stream.waiting = false
    stream.stalled_bytes = 0
    pump(stream)
  })
}

/** A heartbeat is due. One at most waits for a reader that takes nothing, or for the event that is being written. */
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

/** Ends the stream as soon as the event that is being written is whole. */
export function finish(stream: Stream): void {
  stream.ending = true
  pump(stream)
}

function end(stream: Stream): void {
  stream.closed = true
  stream.channel.streams.delete(stream)
  stream.outlet.end()
}

/** Cuts off a reader that takes too little. It comes back with its last event ID. */
export function drop(stream: Stream): void {
  stream.closed = true
  stream.server.counters.readers_dropped += 1
  stream.outlet.destroy()
}

/** Gives a new event to the channel's streams, and drops the readers that took nothing while too much went by. */
export function fanOut(channel: Channel, server: Server): void {
  const newest = channel.kept.at(-1)?.piece.bytes.length ?? 0
  for (const stream of channel.streams) {
    pump(stream)
    if (!stream.waiting) continue
    if (stream.stalled_bytes > server.settings.max_buffered_bytes) server.parts.drop(stream)
    else stream.stalled_bytes += newest
  }
}
