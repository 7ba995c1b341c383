import { scenario } from '../scenario.js'

const CYCLES = 4

/** RES-02, RES-03, RES-04, LIF-06, ID-03: the stream is cut, events are published meanwhile, and it is resumed from the last one seen; four times. */
export const resumeAfterCut = scenario(
  'resume-after-cut',
  { says: 'The stream is cut, events are published meanwhile, and it is resumed.', kind: 'publishing', needs: ['endless', 'publish'] },
  async ({ open, publish }) => {
    let stream = await open()
    await stream.head()
    for (let cycle = 1; cycle <= CYCLES; cycle++) {
      await publish(`first of cycle ${cycle}`)
      await stream.receives(await publish(`second of cycle ${cycle}`))
      stream.cut()
      await publish(`away, first of cycle ${cycle}`)
      await publish(`away, second of cycle ${cycle}`)
      const last = await publish(`away, third of cycle ${cycle}`)
      const { lastEventId } = stream
      stream = await open(lastEventId === '' ? {} : { lastEventId })
      if (lastEventId === '') {
        // Without ids nothing can be resumed from; that a client may come back is all there is to see.
        await stream.head()
        return
      }
      await stream.receives(last)
    }
    await stream.receives(await publish('at last'))
  },
)
