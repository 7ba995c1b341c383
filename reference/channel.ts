/** A channel: its replay buffer, bounded in events and bytes, and the streams that read it. */

import type { ChannelStream } from './channel-feed.js'
import type { Piece } from './piece.js'

export interface StoredEvent {
  /** Which event of the channel it is, from 1. */
  readonly position: number
  readonly id: string
  readonly piece: Piece
}

export interface Channel {
  readonly name: string
  /** The newest event's position; 0 before the first. */
  newest: number
  /** The events kept, oldest first. */
  kept: StoredEvent[]
  kept_bytes: number
  /** Positions by the ids that publishers gave; an id made by the server says its position itself. */
  readonly given: Map<string, number>
  readonly streams: Set<ChannelStream>
  /** Answers that wait for the next event. */
  readonly polls: Set<() => void>
}

export interface ReplayBound {
  readonly replay_events: number
  readonly replay_bytes: number
}

export function createChannel(name: string): Channel {
  return { name, newest: 0, kept: [], kept_bytes: 0, given: new Map(), streams: new Set(), polls: new Set() }
}

/** The position of the oldest event kept; one past the newest when none is. */
export function oldestKept(channel: Channel): number {
  return channel.newest - channel.kept.length + 1
}

export function eventAt(channel: Channel, position: number): StoredEvent | undefined {
  return channel.kept[position - oldestKept(channel)]
}

/** Keeps an event, and lets go of the oldest over the bound. The newest is always kept, however big. */
export function keep(channel: Channel, event: StoredEvent, given: boolean, bound: ReplayBound): void {
  channel.newest = event.position
  channel.kept.push(event)
  channel.kept_bytes += event.piece.bytes.length
  if (given) channel.given.set(event.id, event.position)
  while (channel.kept.length > 1 && (channel.kept.length > bound.replay_events || channel.kept_bytes > bound.replay_bytes)) {
    const gone = channel.kept.shift()
    if (gone === undefined) return
    channel.kept_bytes -= gone.piece.bytes.length
    if (channel.given.get(gone.id) === gone.position) channel.given.delete(gone.id)
  }
}

/** There is an event, or none will come any more: every poll is answered, and takes itself out. */
export function wakePolls({ polls }: Channel): void {
  for (const answer of polls) answer()
}

/** Forgets the events, as a process that kept them only in memory does when it ends. */
export function forget(channel: Channel): void {
  channel.newest = 0
  channel.kept = []
  channel.kept_bytes = 0
  channel.given.clear()
}
