import type { At } from '../schemas/index.js'
import { detached, type StreamBlock, type StreamLine } from '../wire/index.js'
import type { Locate } from './framing.js'

/** A possible heartbeat; `t` is in nanoseconds. */
export interface Beat {
  readonly form: 'comment' | 'block' | 'line'
  readonly bytes: string
  readonly at: At
  readonly t: number
}

const MOST_BEATS = 6_000
const BEAT_BYTES = 64
const BOM_BYTES = 3
const TERMINATORS = { lf: '\n', crlf: '\r\n', cr: '\r' } as const

/** Comments with the blank lines after them, and blocks that dispatch nothing: what servers send as heartbeats. */
export const createBeats = (locate: Locate) => {
  const beats: Beat[] = []
  let comment: { bytes: string; offset: number; end: number; t: number } | undefined
  // Where a line must start that is not preceded by a field of its block.
  let next = 0
  const add = (beat: Beat) => {
    if (beats.length < MOST_BEATS) beats.push(beat)
  }
  const settle = () => {
    if (comment === undefined) return
    const { bytes, offset, end, t } = comment
    add({ form: 'comment', bytes: detached(bytes.slice(0, BEAT_BYTES)), at: locate(offset, end, t), t })
    comment = undefined
  }
  const oddLine = (one: StreamLine) => {
    const bytes = one.raw.slice(0, BEAT_BYTES) + TERMINATORS[one.terminator]
    if (one.kind === 'blank' && comment !== undefined) {
      comment = { ...comment, bytes: comment.bytes + bytes, end: one.end }
      settle()
    } else if (one.kind === 'comment') {
      settle()
      // A comment between the fields of an event is part of that event. A block may end between CR and LF, and a byte order mark may precede the
      // first line.
      const isFirst = one.offset === next || one.offset === next + 1 || (next === 0 && one.offset === BOM_BYTES)
      if (isFirst) comment = { bytes, offset: one.offset, end: one.end, t: one.t }
      if (isFirst) next = one.end
    }
  }
  const block = (one: StreamBlock) => {
    next = one.end
    if (one.fields.length > 0) settle()
    if (one.dispatched || one.hasData || one.hasId || one.fields.length === 0 || one.fields.includes('retry')) return
    const form = one.fields.includes('event') ? 'block' : 'line'
    add({ form, bytes: one.fields.map(name => detached(name)).join(', '), at: locate(one.offset, one.end, one.t), t: one.t })
  }
  return { beats, oddLine, block, settle }
}
