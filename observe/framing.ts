import type { At, Framing } from '../schemas/index.js'
import { type DifferentialSink, detached, type StreamBlock, type StreamLine } from '../wire/index.js'
import { addPlace, brief, MOST_ENTRIES } from './places.js'

/** Fetch §2.2.2: CORS-unsafe request-header bytes. */
const UNSAFE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/

/** RFC 9110 §5.5: bytes that no field value can contain. */
const NO_FIELD_VALUE = /[\x00-\x08\x0a-\x1f\x7f]/

const LONG_ID_BYTES = 128

const PLAIN_ID = /^[\w.~-]{1,128}$/

export const emptyFraming = (): Framing => ({
  bytes: 0,
  line_ends: { lf: 0, crlf: 0, cr: 0 },
  mixed_line_ends: [],
  comments: 0,
  bom_at_start: [],
  bom_later: [],
  invalid_utf8: [],
  unknown_fields: [],
  colonless: [],
  ids: 0,
  retries: [],
  blocks_without_data: [],
  id_only_blocks: [],
  empty_ids: [],
  ids_with_nul: [],
  ids_with_edge_space: [],
  ids_not_in_a_field_value: [],
  long_ids: [],
  ids_beyond_ascii: [],
  unsafe_ids: [],
  events_without_id: [],
  markup: [],
  json_texts: [],
  too_long: [],
})

/** Finds where bytes of the event stream were on the wire. */
export type Locate = (offset: number, end: number, t: number) => At

/** How a line of HTML, XML or JSON begins, in contrast to a field. */
const MARKUP = /^\s*(?:<[!?/a-z]|\{|\[\s*[[{"])/i

export const isMarkup = (raw: string): boolean => MARKUP.test(raw)

/** A comment, or a line that the standard has no name for. A line of HTML or JSON is neither field nor comment, even if it contains a colon. */
const censusOddLine = (framing: Framing, line: StreamLine, at: () => At): void => {
  if (line.kind === 'comment') framing.comments += 1
  if (line.kind !== 'field') return
  const other = line.raw.includes(':') ? framing.unknown_fields : framing.colonless
  addPlace(isMarkup(line.raw) ? framing.markup : other, detached(line.raw.slice(0, MOST_ENTRIES)), at())
}

const JSON_CHARACTERS = 1 << 16

const isJsonText = (text: string): boolean => {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Each line of the data is a JSON text, or a marker in brackets such as `[DONE]`: the blank lines between events are missing. Two JSON texts never
 * form one.
 */
export const isJsonTexts = (data: string): boolean => {
  if (!data.includes('\n') || data.length > JSON_CHARACTERS || !/^\s*[[{]/.test(data)) return false
  const lines = data.split('\n')
  const texts = lines.filter(isJsonText).length
  return texts > 0 && lines.every(line => /^\[[A-Z_]+\]$/.test(line) || isJsonText(line))
}

const censusId = (framing: Framing, value: string, nul: boolean, at: () => At): void => {
  // An id that was forged by a payload is not the server's.
  if (!value.startsWith('forged-')) framing.ids += 1
  // Most ids are plain, and inspecting the others costs more than everything else.
  if (!nul && PLAIN_ID.test(value)) return
  const told = detached(brief(value))
  if (nul) addPlace(framing.ids_with_nul, told, at())
  else if (value === '') addPlace(framing.empty_ids, told, at())
  if (/^[ \t]|[ \t]$/.test(value)) addPlace(framing.ids_with_edge_space, told, at())
  if (!nul && NO_FIELD_VALUE.test(value)) addPlace(framing.ids_not_in_a_field_value, told, at())
  if (!nul && UNSAFE.test(value)) addPlace(framing.unsafe_ids, told, at())
  if (/[^\x00-\x7f]/.test(value)) addPlace(framing.ids_beyond_ascii, told, at())
  if (Buffer.byteLength(value) > LONG_ID_BYTES) addPlace(framing.long_ids, told, at())
}

const censusBlock = (framing: Framing, block: StreamBlock, at: () => At): void => {
  if (block.hasData) {
    if (!block.hasId && framing.events_without_id.length < MOST_ENTRIES) addPlace(framing.events_without_id, 'an event without an id', at())
    return
  }
  if (block.fields.includes('event')) addPlace(framing.blocks_without_data, block.fields.map(name => detached(name)).join(', '), at())
  if (block.hasId) addPlace(framing.id_only_blocks, 'an id without data', at())
}

/** The census of an event stream's lines and fields, in the standard's terms (HTML §9.2.5, §9.2.6). */
export const framingSink = (framing: Framing, locate: Locate): DifferentialSink => ({
  bom: ({ offset, t, atStart }) => addPlace(atStart ? framing.bom_at_start : framing.bom_later, 'U+FEFF', locate(offset, offset + 3, t)),
  invalidUtf8: ({ offset, length, t }) => addPlace(framing.invalid_utf8, `${length} bytes`, locate(offset, offset + length, t)),
  oddLine: line => censusOddLine(framing, line, () => locate(line.offset, line.end, line.t)),
  mixedLineEnd: ({ offset, end, terminator, t }) => addPlace(framing.mixed_line_ends, terminator, locate(offset, end, t)),
  id: ({ value, nul, offset, end, t }) => censusId(framing, value, nul, () => locate(offset, end, t)),
  retry: ({ value, valid, time_ms, offset, end, t }) => {
    if (framing.retries.length >= MOST_ENTRIES) return
    const ms = valid && time_ms !== undefined ? { ms: time_ms } : {}
    framing.retries.push({ value: detached(brief(value)), ...ms, at: locate(offset, end, t) })
  },
  block: block => censusBlock(framing, block, () => locate(block.offset, block.end, block.t)),
  tooLong: ({ offset, t, what }) => addPlace(framing.too_long, what, locate(offset, offset + 1, t)),
})

/** The combined census of several streams. */
export const mergeFraming = (all: readonly Framing[]): Framing => {
  const merged = emptyFraming()
  for (const framing of all) {
    merged.bytes += framing.bytes
    merged.comments += framing.comments
    merged.ids += framing.ids
    for (const kind of ['lf', 'crlf', 'cr'] as const) merged.line_ends[kind] += framing.line_ends[kind]
    for (const [name, list] of Object.entries(framing)) {
      const into = merged[name as keyof Framing]
      if (Array.isArray(list) && Array.isArray(into)) into.push(...(list.slice(0, MOST_ENTRIES - into.length) as never[]))
    }
  }
  return merged
}
