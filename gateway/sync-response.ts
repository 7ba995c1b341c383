/** The content of a `/sync` response (Client-Server API, "GET /_matrix/client/v3/sync"): the bytes of the homeserver, and where in them things are. */

import { isUtf8 } from 'node:buffer'
import { setImmediate as turn } from 'node:timers/promises'
import { createScan, type JsonVisitor, textOf } from './json-scan.js'

/** A part of the bytes, and what is written around to-device messages that replace it. */
interface Place {
  readonly start: number
  readonly end: number
  readonly before: string
  readonly after: string
}

export interface SyncResponse {
  readonly next_batch: string
  readonly bytes: Buffer
  /** To-device messages, each the JSON text of the homeserver. */
  readonly to_device: readonly string[]
  /** Where the to-device messages are, or would be. */
  readonly place: Place
  /** The constant sections, for comparison. */
  readonly standing: string
  /** Whether there is anything except the token, to-device messages and the constant sections (reading A6). Dendrite sends empty sections. */
  readonly says_something: boolean
}

/** No homeserver accepts an event that is nested deeper: Go's encoding/json ends here, Python and Rust before. */
const MOST_DEPTH = 10_000
/** The response itself is 0, a section 1, a part of a section 2, an event in it 3. */
const SEEN_DEPTH = 3
/** Bytes scanned before other connections get their turn: a few milliseconds. */
const TURN_BYTES = 1 << 20

/** @returns undefined when it is no response of `/sync`: not UTF-8, not JSON, or without a token that can be an event's id */
export async function readSyncResponse(bytes: Buffer): Promise<SyncResponse | undefined> {
  if (!isUtf8(bytes)) return undefined
  const found = createFound(bytes)
  const scan = createScan(bytes, found.visitor, { most_depth: MOST_DEPTH, seen_depth: SEEN_DEPTH })
  for (let until = TURN_BYTES; ; until += TURN_BYTES) {
    if (!scan.run(until)) return undefined
    if (until >= bytes.length) break
    await turn()
  }
  return scan.complete() ? found.response() : undefined
}

/** The bytes with those to-device messages; the original ones if the messages are unchanged. */
export function withMessages({ bytes, to_device, place }: SyncResponse, messages: readonly string[]): Buffer {
  if (messages.length === to_device.length && messages.every((message, index) => message === to_device[index])) return bytes
  const { start, end, before, after } = place
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(`${before}${messages.join(',')}${after}`), bytes.subarray(end)])
}

/** As one line: between tokens a line break means nothing, and inside a string JSON has none. */
export function oneLine(content: Buffer): string {
  return content.toString().replace(/[\r\n]+/g, '')
}

/** Counts that Synapse includes in every response; they matter only when they change. */
const STANDING = /^(device_one_time_keys_count|(.*\.)?device_unused_fallback_key_types)$/

/** Collects while the scan goes on. Of a name that comes twice the last counts, as in `JSON.parse`. */
function createFound(bytes: Buffer): { readonly visitor: JsonVisitor; response(): SyncResponse | undefined } {
  const sections = new Map<string, { readonly start: number; readonly end: number; readonly hollow: boolean }>()
  let [section, part, hollow] = ['', '', true]
  let messages: string[] = []
  let place: Place | undefined
  const text = (start: number, end: number) => bytes.toString('utf8', start, end)

  const visitor: JsonVisitor = {
    key: (depth, name) => {
      if (depth === 1) [section, hollow] = [name, true]
      if (depth === 1 && name === 'to_device') [messages, place] = [[], undefined]
      if (depth === 2) part = name
      if (depth === 2 && section === 'to_device' && name === 'events') messages = []
    },
    value: (depth, start, end) => {
      const events = section === 'to_device' && part === 'events'
      if (depth === 3 && events) messages.push(text(start, end))
      if (depth === 2 && events) {
        place = inEvents(bytes, start, end)
        if (bytes[start] !== ARRAY) messages = []
      }
      if (depth === 1) {
        sections.set(section, { start, end, hollow: hollow && !isScalar(bytes, start, end) })
        if (section === 'to_device') place ??= inSection(bytes, start, end)
        part = ''
      }
      // Empty itself, or made of empty parts. A named room counts as content even if it is empty: `rooms.leave`.
      if (depth === 3 || (depth === 2 && isScalar(bytes, start, end))) hollow = false
    },
  }
  const response = (): SyncResponse | undefined => {
    const token = sections.get('next_batch')
    if (token === undefined || bytes[token.start] !== QUOTE) return undefined
    const next_batch = textOf(bytes, token.start, token.end)
    if (!isId(next_batch)) return undefined
    const named = [...sections]
    const standing = named.filter(([name]) => STANDING.test(name)).map(([name, { start, end }]) => `${name}:${text(start, end)}`)
    const says_something = named.some(([name, each]) => !['next_batch', 'to_device'].includes(name) && !STANDING.test(name) && !each.hollow)
    const at_start = bytes.indexOf('{') + 1
    const own = { start: at_start, end: at_start, before: '"to_device":{"events":[', after: ']},' }
    return { next_batch, bytes, to_device: messages, place: place ?? own, standing: standing.join(), says_something }
  }
  return { visitor, response }
}

const [QUOTE, OBJECT, ARRAY] = [0x22, 0x7b, 0x5b]

/** The value of `events`: an array keeps its brackets, anything else is replaced. */
function inEvents(bytes: Buffer, start: number, end: number): Place {
  if (bytes[start] === ARRAY) return { start: start + 1, end: end - 1, before: '', after: '' }
  return { start, end, before: '[', after: ']' }
}

/** A section `to_device` without `events`: an object gets them as its first member, anything else is replaced. */
function inSection(bytes: Buffer, start: number, end: number): Place {
  if (bytes[start] !== OBJECT) return { start, end, before: '{"events":[', after: ']}' }
  const empty = bytes.toString('latin1', start + 1, end - 1).trim() === ''
  return { start: start + 1, end: start + 1, before: '"events":[', after: empty ? ']' : '],' }
}

/** Neither a container nor null. */
function isScalar(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start]
  return first !== OBJECT && first !== ARRAY && bytes.toString('latin1', start, Math.min(end, start + 5)) !== 'null'
}

/** Whether an HTTP field can carry it back unchanged (RFC 9110 §5.5), and a line of the event stream can contain it. */
function isId(token: string): boolean {
  return token !== '' && !/[\u0000-\u001f\u007f]|^ | $/.test(token)
}
