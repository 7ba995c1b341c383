import { scenario } from '../scenario.js'

const CYCLES = 4
const PAUSES_MS = [0, 1200, 200, 0]

/** RES-02, RES-03, RES-04, LIF-06, ID-03: the stream is cut, events are published meanwhile, and it is resumed from the last one seen; four times. */
export const resumeAfterCut = scenario(
  'resume-after-cut',
  { says: 'Cut the stream, publish events, and resume it.', kind: 'publishing', needs: ['endless', 'publish'] },
  async ({ open, publish, wait }) => {
    let stream = await open()
    await stream.head()
    for (let cycle = 1; cycle <= CYCLES; cycle++) {
      await publish(`first of cycle ${cycle}`)
      await stream.receives(await publish(`second of cycle ${cycle}`))
      // Not only right after an event: this also covers ids on heartbeats and control events, and a cut while idle.
      await wait(PAUSES_MS[cycle - 1] ?? 0)
      stream.cut()
      await publish(`away, first of cycle ${cycle}`)
      await publish(`away, second of cycle ${cycle}`)
      const last = await publish(`away, third of cycle ${cycle}`)
      const { lastEventId } = stream
      stream = await open(lastEventId === '' ? {} : { lastEventId })
      if (lastEventId === '') {
        // Without ids a client cannot resume. All that can be checked is that it may reconnect, and what is sent again.
        await stream.head()
        await stream.receives(await publish('at last'))
        return
      }
      await stream.receives(last)
    }
    await stream.receives(await publish('at last'))
  },
)
