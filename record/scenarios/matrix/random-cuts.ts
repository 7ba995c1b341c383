import { type Declaration, type Scenario, type Stream, scenario } from '../../scenario.js'
import { fillGaps } from './gaps.js'

// Small, so that some of the events sent while the client is away do not fit.
const FILTER = JSON.stringify({ room: { timeline: { limit: 10 } } })
// The bytes of a message that is alone in its response.
const EVENT_BYTES = 650
// Now and then the client stays away for longer than a timeline covers.
const AWAY_EVERY = 4
const AWAY_EVENTS = 15
const LOOKS_MS = 5
// Fewer events prove nothing, so a slow homeserver gets more time.
const LEAST = { cuts: 6, events: 45, times: 5 }

interface Size {
  readonly cuts: number
  readonly events: number
  readonly most_ms: number
}

/** RES-03, RES-04 with cuts at any byte: the stream is cut and resumed while events are sent, and the client fills the gaps. */
const cutting = (name: string, sizeOf: (quick: boolean) => Size, declaration: Omit<Declaration, 'kind' | 'needs'>): Scenario =>
  scenario(name, { kind: 'publishing', needs: ['homeserver'], ...declaration }, async ({ open, home, publish, note, wait, target }) => {
    const { member, room } = await home()
    note('filled', room)
    const { cuts, events, most_ms } = sizeOf(target.quick)
    const began = performance.now()
    const query = { filter: FILTER }
    const streams: Stream[] = [await open({ query, limit_bytes: 64 << 20 })]
    await streams[0]?.events(1)
    let published = 0
    let lastEventId = streams[0]?.lastEventId ?? ''
    if (lastEventId === '') return
    const isOver = () => {
      const spent_ms = performance.now() - began
      const isEnough = streams.length > LEAST.cuts && published >= LEAST.events
      return spent_ms > (isEnough ? most_ms : LEAST.times * most_ms)
    }
    const flow = async () => {
      for (let cut = () => streams.length > cuts; !isOver() && (published < events || !cut()); published++) await publish('event')
    }
    const cut = async () => {
      // The random distance is uniform up to twice the mean, so that on average every cut gets its share of the events.
      const most_bytes = (2 * EVENT_BYTES * events) / cuts
      while (streams.length <= cuts && !isOver()) {
        const stream = streams.at(-1)
        if (stream === undefined) return
        stream.cutAt(stream.received + 1 + Math.floor(Math.random() * most_bytes))
        while (!(await stream.ended()) && !isOver());
        // The time is up before that byte arrives: a client has one stream, and the last one is not cut.
        stream.cut()
        if (stream.lastEventId !== '') lastEventId = stream.lastEventId
        const back = published + (streams.length % AWAY_EVERY === 0 ? AWAY_EVENTS : 0)
        while (published < back && !isOver()) await wait(LOOKS_MS)
        streams.push(await open({ query, lastEventId, limit_bytes: 64 << 20 }))
      }
    }
    await Promise.all([flow(), cut()])
    await streams.at(-1)?.receives(await publish('the last'))
    await fillGaps(member, room, streams)
  })

export const randomCuts = [
  cutting('random-cuts', quick => (quick ? { cuts: 8, events: 60, most_ms: 4_000 } : { cuts: 20, events: 300, most_ms: 12_000 }), {
    says: 'Cut a stream at random bytes while events are published, and resume it.',
  }),
  cutting('many-random-cuts', () => ({ cuts: 200, events: 10_000, most_ms: 300_000 }), {
    says: 'Cut a stream 200 times at random bytes while 10,000 events are published.',
    window_ms: () => 300_000,
    long: true,
  }),
]
