import { scenario } from '../scenario.js'

const PAUSE_MS = 370

/** HTTP-10, FRM-04: events are published one at a time; each is awaited before the next. */
export const delivery = scenario(
  'delivery',
  {
    says: 'Publish events one at a time, each after the one before has arrived.',
    kind: 'publishing',
    alone: true,
    timed: true,
    needs: ['endless', 'publish'],
  },
  async ({ open, publish, wait, target }) => {
    const stream = await open()
    await stream.head()
    let arrived = 0
    for (const text of ['one', 'two', 'three', 'four']) {
      const publication = await publish(text)
      if (await stream.receives(publication, target.tolerance.delivery_ms + 500)) arrived += 1
      else if (text !== 'one' && arrived === 0) return
      // Longer than any tolerance, and not a fraction of a heartbeat interval, so that held-back events show.
      await wait(PAUSE_MS)
    }
    // With a later event after it, a missing event is lost rather than late.
    await stream.receives(await publish('behind'))
  },
)
