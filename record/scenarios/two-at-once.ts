import { scenario } from '../scenario.js'
import { delivers } from './delivers.js'

const PAIRS = 6
const EVENT_BYTES = 24_000

/** FRM-30: two simultaneous publications, large enough that each takes more than one write. */
export const twoAtOnce = scenario(
  'two-at-once',
  { says: 'Publish two events at the same time, again and again.', kind: 'hazardous', needs: ['endless', 'publish'] },
  async stage => {
    const { open, publish } = stage
    const stream = await open()
    await stream.head()
    if (!(await delivers(stage, stream))) return
    for (let pair = 1; pair <= PAIRS; pair++) {
      const both = await Promise.all([
        publish(`first of pair ${pair}`, { bytes: EVENT_BYTES, hazard: true, together: true }),
        publish(`second of pair ${pair}`, { bytes: EVENT_BYTES, hazard: true, together: true }),
      ])
      await Promise.all(both.map(publication => stream.receives(publication)))
      if (stream.gone) return
    }
    await stream.receives(await publish('after'))
  },
)
