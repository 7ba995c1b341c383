/**
 * Finds where values are in a JSON text (RFC 8259), without parsing it into objects: a response stays the bytes that the homeserver wrote. It does not
 * recurse, so nesting costs one byte per level, up to a bound.
 */

export interface JsonVisitor {
  /** The name of a member inside `depth` containers, decoded. */
  key(depth: number, name: string): void
  /** A value inside `depth` containers has ended: the bytes from `start` to before `end`. Its parts come before it. */
  value(depth: number, start: number, end: number): void
}

export interface ScanBounds {
  /** Values nested deeper are not JSON for this scan. */
  readonly most_depth: number
  /** The visitor is not called for what is nested deeper. */
  readonly seen_depth: number
}

export interface JsonScan {
  /** Scans on, at least to that offset or to the end. False if the text is not JSON, or nested too deep. */
  run(until: number): boolean
  /** Whether the bytes so far are one complete JSON value. */
  complete(): boolean
}

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing'

interface State {
  readonly bytes: Buffer
  readonly visitor: JsonVisitor
  readonly bounds: ScanBounds
  /** The opening byte of each open container. */
  readonly kinds: Uint8Array
  /** Where the open containers begin, as far as they are seen. */
  readonly starts: number[]
  depth: number
  at: number
  expected: Expected
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c]
const [OBJECT, OBJECT_END, ARRAY, ARRAY_END] = [0x7b, 0x7d, 0x5b, 0x5d]
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/
const ENDS_SCALAR = new Set([...Buffer.from(',]} \t\r\n')])
const ESCAPE = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/

export function createScan(bytes: Buffer, visitor: JsonVisitor, bounds: ScanBounds): JsonScan {
  const kinds = new Uint8Array(bounds.most_depth)
  const state: State = { bytes, visitor, bounds, kinds, starts: [], depth: 0, at: 0, expected: 'value' }
  return {
    run: until => {
      const end = Math.min(until, bytes.length)
      while (state.at < end) if (!step(state)) return false
      return true
    },
    complete: () => state.at >= bytes.length && state.expected === 'nothing',
  }
}

/** One token. False if it may not be here. */
function step(state: State): boolean {
  const byte = state.bytes[state.at] ?? 0
  if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
    state.at += 1
    return true
  }
  switch (state.expected) {
    case 'value or end':
      return byte === ARRAY_END ? closeContainer(state, byte) : readValue(state, byte)
    case 'value':
      return readValue(state, byte)
    case 'key or end':
      return byte === OBJECT_END ? closeContainer(state, byte) : readKey(state, byte)
    case 'key':
      return readKey(state, byte)
    case 'colon':
      return byte === COLON && readSign(state, 'value')
    case 'comma or end':
      if (byte !== COMMA) return closeContainer(state, byte)
      return readSign(state, state.kinds[state.depth - 1] === OBJECT ? 'key' : 'value')
    default:
      return false
  }
}

function readSign(state: State, then: Expected): true {
  state.at += 1
  state.expected = then
  return true
}

function readKey(state: State, byte: number): boolean {
  const { bytes, at, depth } = state
  const end = byte === QUOTE ? endOfString(bytes, at) : undefined
  if (end === undefined) return false
  if (depth <= state.bounds.seen_depth) state.visitor.key(depth, textOf(bytes, at, end))
  state.at = end
  state.expected = 'colon'
  return true
}

function readValue(state: State, byte: number): boolean {
  const { bytes, at, depth } = state
  if (byte === OBJECT || byte === ARRAY) return openContainer(state, byte)
  const end = byte === QUOTE ? endOfString(bytes, at) : endOfScalar(bytes, at)
  if (end === undefined) return false
  state.at = end
  ended(state, depth, at)
  return true
}

function openContainer(state: State, byte: number): boolean {
  if (state.depth >= state.bounds.most_depth) return false
  if (state.depth <= state.bounds.seen_depth) state.starts.push(state.at)
  state.kinds[state.depth] = byte
  state.depth += 1
  return readSign(state, byte === OBJECT ? 'key or end' : 'value or end')
}

function closeContainer(state: State, byte: number): boolean {
  const opening = state.kinds[state.depth - 1]
  if (!(byte === OBJECT_END && opening === OBJECT) && !(byte === ARRAY_END && opening === ARRAY)) return false
  state.depth -= 1
  state.at += 1
  ended(state, state.depth, state.depth <= state.bounds.seen_depth ? state.starts.pop() : undefined)
  return true
}

function ended(state: State, depth: number, start: number | undefined): void {
  state.expected = depth === 0 ? 'nothing' : 'comma or end'
  if (start !== undefined && depth <= state.bounds.seen_depth) state.visitor.value(depth, start, state.at)
}

/** Behind the closing quotation mark; undefined if the string is not valid, or does not end. */
function endOfString(bytes: Buffer, start: number): number | undefined {
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) return at + 1
    if (byte < 0x20) return undefined
    if (byte !== BACKSLASH) continue
    const escaped = ESCAPE.exec(bytes.toString('latin1', at + 1, at + 6))
    if (escaped === null) return undefined
    at += escaped[0].length
  }
  return undefined
}

function endOfScalar(bytes: Buffer, start: number): number | undefined {
  let end = start
  while (end < bytes.length && !ENDS_SCALAR.has(bytes[end] ?? 0)) end += 1
  return SCALAR.test(bytes.toString('latin1', start, end)) ? end : undefined
}

/** The string between the quotation marks, decoded. */
export function textOf(bytes: Buffer, start: number, end: number): string {
  return String(JSON.parse(bytes.toString('utf8', start, end)))
}
