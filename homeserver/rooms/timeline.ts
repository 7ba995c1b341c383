/** Walks through a room's events: the newest of a range, and pages in either direction. */

import { firstAfter } from '../changes.js'
import type { Room } from '../store.js'
import type { RoomEvent } from './event.js'

/** The events after one position and up to another. */
export interface Span {
  readonly after: number
  readonly until: number
}

export interface Walk {
  /** In walking order. */
  readonly events: RoomEvent[]
  /** Whether the range has more: more wanted events, or more than were examined. */
  readonly more: boolean
  /** Where a walk in the same direction continues. */
  readonly end: number
}

interface Bounds {
  readonly limit: number
  /** Events to examine, wanted or not. */
  readonly scanned: number
}

/** From the newest of the range to the oldest; `end` is the `until` of the next walk. */
export function walkBack(room: Room, span: Span, wanted: (event: RoomEvent) => boolean, bounds: Bounds): Walk {
  const events: RoomEvent[] = []
  const first = firstAfter(room.events, span.after)
  let index = firstAfter(room.events, span.until) - 1
  let end = span.until
  for (const stop = index - bounds.scanned; index >= first && index > stop; index -= 1) {
    const event = room.events[index]
    if (event === undefined || !wanted(event)) continue
    if (events.length >= bounds.limit) return { events, more: true, end }
    events.push(event)
    end = event.position - 1
  }
  return index < first ? { events, more: false, end: span.after } : { events, more: true, end: room.events[index]?.position ?? span.after }
}

/** From the oldest of the range to the newest; `end` is the `after` of the next walk. */
export function walkForward(room: Room, span: Span, wanted: (event: RoomEvent) => boolean, bounds: Bounds): Walk {
  const events: RoomEvent[] = []
  const last = firstAfter(room.events, span.until) - 1
  let index = firstAfter(room.events, span.after)
  let end = span.after
  for (const stop = index + bounds.scanned; index <= last && index < stop; index += 1) {
    const event = room.events[index]
    if (event === undefined || !wanted(event)) continue
    if (events.length >= bounds.limit) return { events, more: true, end }
    events.push(event)
    end = event.position
  }
  return index > last ? { events, more: false, end: span.until } : { events, more: true, end: (room.events[index]?.position ?? 0) - 1 }
}
