/** Reading a replay takes a while, as from a database, so events are published between replay and live delivery. */

import type { ChannelStream } from '../channel-feed.js'
import type { Parts } from '../parts.js'
import type { Piece } from '../piece.js'
import { pump, type Stream } from '../stream.js'

const READING_MS = 15

export interface SlowReplay {
  /** The stream's start; events up to its feed's `opened_at` are the replay. */
  readonly from: number
  /** The newest event when the replay had been read; undefined before that. */
  read_at: number | undefined
}

/** The next event of a replaying stream, during and after the replay. */
type Next = (stream: ChannelStream, replay: SlowReplay) => Piece | undefined

export const slowReplay = (clean: Parts, next: Next) => {
  const replays = new WeakMap<Stream, SlowReplay | 'none'>()
  const replayOf = (stream: Stream): SlowReplay | undefined => {
    const known = replays.get(stream)
    if (known !== undefined) return known === 'none' ? undefined : known
    const { feed } = stream
    if (feed.kind !== 'channel' || feed.position >= feed.opened_at) {
      replays.set(stream, 'none')
      return undefined
    }
    const replay: SlowReplay = { from: feed.position, read_at: undefined }
    replays.set(stream, replay)
    setTimeout(() => {
      replay.read_at = feed.channel.newest
      pump(stream)
    }, READING_MS)
    return replay
  }
  return {
    replayOf,
    nextEvent: (stream: Stream): Piece | undefined => {
      const replay = replayOf(stream)
      return replay === undefined ? clean.nextEvent(stream) : next(stream as ChannelStream, replay)
    },
  }
}
