import { type Stage, type Stream, scenario } from '../scenario.js'
import { interval_ms } from '../windows.js'
import { delivers } from './delivers.js'

// Two heartbeats may arrive at once, and one more may fall due while the backlog is read: a fourth is a burst.
const INTERVALS = 4.4
// More than the buffers on the way hold, so that writes wait at the server.
const EVENT_BYTES = 12 << 20
const LIMIT_BYTES = 32 << 20
// A slow machine does not make megabytes small.
const ARRIVES_MS = 20_000

/** An open stream that is not read; undefined if not even a plain event arrives. */
const opened = async (stage: Stage): Promise<Stream | undefined> => {
  const { open, target } = stage
  const stream = await open({ limit_bytes: LIMIT_BYTES })
  await stream.head()
  if (target.homeserver === undefined && !(await delivers(stage, stream))) return undefined
  stream.pause()
  return stream
}

/** A /sync response of this length needs several rooms, because servers limit what they return for one. */
const fillRooms = async ({ home, publish }: Stage) => {
  const { member } = await home()
  const room = await member.createRoom()
  const text = 'The quick brown fox jumps over the lazy dog. '.repeat(1300)
  for (let bytes = 0; bytes < EVENT_BYTES / 2; bytes += text.length) if ((await member.say(room, text)) === '') break
  return publish('large', { bytes: EVENT_BYTES / 2 })
}

/** FRM-17, HB-12: heartbeats are due while a large event is sent to a slow reader. */
export const heartbeatMeetsEvent = scenario(
  'heartbeat-meets-event',
  {
    says: 'Let heartbeats fall due while a large event is being sent.',
    kind: 'heavy',
    needs: ['endless', 'publish', 'heartbeats', 'time-for-heartbeats'],
    window_ms: target => INTERVALS * interval_ms(target),
  },
  async stage => {
    const { target, publish, wait } = stage
    const before = target.homeserver === undefined ? undefined : await fillRooms(stage)
    const stream = await opened(stage)
    if (stream === undefined) return
    const large = before ?? publish('large', { bytes: EVENT_BYTES })
    await wait(INTERVALS * interval_ms(target))
    stream.read()
    const publication = await large
    if (publication.answer.ok) await stream.receives(publication, ARRIVES_MS)
  },
)
