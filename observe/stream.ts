import type { At, Framing, Place } from '../schemas/index.js'
import { createDifferential, type Disagreement, type StreamEvent } from '../wire/index.js'
import type { Allowance } from './allowance.js'
import { type Beat, createBeats } from './beats.js'
import type { Carrying } from './carried.js'
import { type SeenEvent, seenEvent } from './events.js'
import { emptyFraming, framingSink, isJsonTexts, isMarkup, type Locate } from './framing.js'
import { createOffsets } from './offsets.js'
import { markerIn } from './payload.js'
import { addPlace, MOST_ENTRIES, toMs } from './places.js'

/** One event stream, parsed from its content. Memory is bounded. */
export interface StreamReading {
  readonly framing: Framing
  readonly events: readonly SeenEvent[]
  readonly eventCount: number
  /** When the first and the last event were dispatched, in nanoseconds. */
  readonly first_t: number | undefined
  readonly last_t: number | undefined
  readonly beats: readonly Beat[]
  /** What was unfinished when the stream ended, or was left. */
  readonly pending: readonly Place[]
  readonly disagreements: readonly { census: string; parser: string; at: At }[]
  /** Content at its wire offset. Without an offset, a content coding was removed, and positions count decoded bytes. */
  push(bytes: Uint8Array, wireOffset: number | undefined, t: number): void
  /** `cut`: the server did not end it. */
  close(t: number, cut: boolean): void
}

export interface StreamOptions {
  readonly connection: string
  /** How many events are kept; all are counted. */
  readonly most_events: number
  readonly allowance: Allowance
  readonly carrying: Carrying
}

const tellEvent = (event: Disagreement['census']): string => (event === undefined ? 'no event' : JSON.stringify(event).slice(0, 300))

export const createStreamReading = ({ connection, most_events, allowance, carrying }: StreamOptions): StreamReading => {
  const offsets = createOffsets()
  const framing = emptyFraming()
  const events: SeenEvent[] = []
  const pending: Place[] = []
  const disagreements: { census: string; parser: string; at: At }[] = []
  let decoded = false
  const locate: Locate = (offset, end, t) => {
    if (decoded) return { connection, offset, length: Math.max(1, end - offset), decoded, t_ms: toMs(t) }
    const wire = offsets.toWire(offset)
    return { connection, offset: wire, length: Math.max(1, offsets.toWire(Math.max(offset, end - 1)) - wire + 1), t_ms: toMs(t) }
  }
  const census = framingSink(framing, locate)
  const beats = createBeats(locate)
  let eventCount = 0
  let markup_offset = -1
  let first_t: number | undefined
  let last_t: number | undefined
  let id_characters = 0
  // Events without their own id repeat the previous one, so a long id is stored once instead of thousands of times.
  const keep = (event: StreamEvent) => {
    // Most of a flood is not kept, so it is not parsed further.
    if (allowance.events <= 0 && !carrying.unmarked && markerIn(event.data) === undefined) return
    const before = events.at(-1)?.lastEventId
    const same = event.id.length === id_characters && before !== undefined && event.id.startsWith(before)
    const seen = seenEvent(same ? { ...event, id: '' } : event, locate(event.offset, event.end, event.t), carrying)
    if (!seen.payloads.some(({ marker }) => marker !== undefined)) {
      if (allowance.events <= 0) return
      allowance.events -= 1
    }
    events.push(same ? { ...seen, lastEventId: before } : seen)
    id_characters = event.id.length
  }
  const stream = createDifferential({
    ...census,
    oddLine: line => {
      if (line.kind === 'field' && isMarkup(line.raw)) markup_offset = line.offset
      census.oddLine?.(line)
      beats.oddLine(line)
    },
    block: block => {
      census.block?.(block)
      beats.block(block)
      offsets.forget(block.offset)
    },
    event: event => {
      eventCount += 1
      first_t ??= event.t
      last_t = event.t
      if (isJsonTexts(event.data))
        addPlace(framing.json_texts, event.data.replaceAll('\n', ' ⏎ '), locate(event.offset, event.end, event.t))
      if (events.length < most_events) keep(event)
    },
    pending: ({ offset, t, line, lines, hasData }) => {
      // Bare HTML or JSON does not begin an event.
      if (line === undefined && !hasData && markup_offset >= offset) return
      if (line !== undefined && isMarkup(line.raw)) {
        addPlace(framing.markup, line.raw, locate(line.offset, line.offset + line.bytes, t))
        if (lines === 0) return
      }
      if (lines > 0 || line !== undefined) addPlace(pending, line?.raw ?? 'an event without its blank line', locate(offset, offset + 1, t))
    },
    disagreement: ({ offset, t, census: ours, library }) => {
      if (disagreements.length < MOST_ENTRIES)
        disagreements.push({ census: tellEvent(ours), parser: tellEvent(library), at: locate(offset, offset + 1, t) })
    },
  })
  return {
    framing,
    events,
    get eventCount() {
      return eventCount
    },
    get first_t() {
      return first_t
    },
    get last_t() {
      return last_t
    },
    beats: beats.beats,
    pending,
    disagreements,
    push: (bytes, wireOffset, t) => {
      if (wireOffset === undefined) decoded = true
      else offsets.add(bytes.length, wireOffset)
      framing.bytes += bytes.length
      stream.push(bytes, t)
    },
    close: (t, cut) => {
      stream.close(t, cut)
      beats.settle()
      Object.assign(framing.line_ends, stream.lineEnds)
    },
  }
}
