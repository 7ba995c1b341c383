import { type Stage, type Stream, scenario } from '../scenario.js'

/** How the client reconnects: immediately while events are sent; after it missed some; or caught up, with events starting again as it reconnects. */
const WAYS = ['at once', 'away', 'caught up'] as const
const CUTS = 4 * WAYS.length
// One event at a time: what two simultaneous publications do to a stream is checked by itself.
const PAUSE_MS = 1
// Between two cuts: replayed events, and new ones.
const RECEIVED = 6
const MISSED = 3
// While the client is away, no more is published than a small replay buffer holds.
const MOST_MISSED = 20
const MOST_MS = 10_000
// Servers occasionally refuse one that collides with another.
const MOST_REFUSED = 5
// What a caught-up client meets first: its own request, or a new event.
const HEAD_STARTS_MS = [0, 20, 5, 50]
const QUIET_MS = 500
const LOOKS_MS = 2

/** Publishes continuously, except while the client is caught up or has missed as much as it may. */
const trafficOf = ({ publish, wait }: Stage) => {
  const began = performance.now()
  let published = 0
  let under_way = 0
  let limit = Number.POSITIVE_INFINITY
  let refused = 0
  let over = false
  const flow = async () => {
    while (!over) {
      if (published + under_way < limit) {
        under_way += 1
        const { answer } = await publish('event').finally(() => {
          under_way -= 1
        })
        published += 1
        refused = answer.ok ? 0 : refused + 1
        if (refused > MOST_REFUSED) over = true
      }
      await wait(PAUSE_MS)
    }
  }
  const flowing = flow()
  // Stopping the run also stops the publisher; `end` reports it.
  flowing.catch(() => {})
  return {
    published: () => published,
    isOver: () => over || performance.now() - began > MOST_MS,
    /** This many more from now on. */
    allow: (more: number) => {
      limit = published + under_way + more
    },
    settled: async () => {
      while (under_way > 0) await wait(LOOKS_MS)
    },
    end: async () => {
      over = true
      await flowing
    },
  }
}

/** RES-22, RES-22b, RES-22c: events are published while the client disconnects and reconnects, repeatedly. */
export const resumeUnderTraffic = scenario(
  'resume-under-traffic',
  { says: 'Cut and resume the stream while events are published.', kind: 'publishing', alone: true, needs: ['endless', 'publish'] },
  async stage => {
    const { open, publish, wait } = stage
    let stream: Stream = await open()
    await stream.head()
    if (!(await stream.receives(await publish('first'))) || stream.lastEventId === '') return
    let { lastEventId } = stream
    const traffic = trafficOf(stage)
    try {
      for (let cuts = 0; cuts < CUTS && !traffic.isOver(); cuts++) {
        const way = WAYS[cuts % WAYS.length]
        if (!(await stream.events(RECEIVED))) break
        if (way === 'caught up') {
          traffic.allow(0)
          await traffic.settled()
          if (!(await stream.receives(await publish('caught up')))) break
        }
        stream.cut()
        lastEventId = stream.lastEventId || lastEventId
        if (way !== 'caught up') traffic.allow(MOST_MISSED)
        const enough = traffic.published() + MISSED
        while (way === 'away' && traffic.published() < enough && !traffic.isOver()) await wait(LOOKS_MS)
        const flowsAgain = async () => {
          await wait(HEAD_STARTS_MS[Math.floor(cuts / WAYS.length)] ?? 0)
          traffic.allow(Number.POSITIVE_INFINITY)
        }
        const [back] = await Promise.all([open({ lastEventId }), way === 'caught up' ? flowsAgain() : undefined])
        stream = back
        await stream.head()
        traffic.allow(Number.POSITIVE_INFINITY)
      }
    } finally {
      await traffic.end()
    }
    await stream.receives(await publish('last'))
    // A repeated event may arrive after the last one.
    await wait(QUIET_MS)
  },
)
