import { scenario } from '../scenario.js'
import { interval_ms } from '../windows.js'

// Three heartbeats that come at once are a burst.
const INTERVALS = 3.4

/** FRM-17, HB-12: heartbeats fall due while a large event is on its way to a reader that takes its time. */
export const heartbeatMeetsEvent = scenario(
  'heartbeat-meets-event',
  {
    says: 'Heartbeats fall due while a large event is under way.',
    kind: 'heavy',
    needs: ['endless', 'publish', 'heartbeats'],
    window_ms: target => INTERVALS * interval_ms(target),
  },
  async ({ open, publish, wait, target }) => {
    const stream = await open({ limit_bytes: 32 << 20 })
    await stream.head()
    stream.pause()
    const large = publish('large', { bytes: 12 << 20 })
    await wait(INTERVALS * interval_ms(target))
    stream.read()
    const publication = await large
    if (publication.answer.ok) await stream.receives(publication)
  },
)
