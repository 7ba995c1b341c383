import { scenario } from '../scenario.js'
import { busyWindow_ms } from '../windows.js'

/** HB-05: an event is published every half interval, and heartbeats are watched. */
export const busy = scenario(
  'busy',
  {
    says: 'Publish an event every half interval and watch the heartbeats.',
    kind: 'publishing',
    needs: ['endless', 'publish', 'heartbeats'],
    timed: true,
    window_ms: busyWindow_ms,
  },
  async ({ open, publish, wait, target }) => {
    const stream = await open()
    await stream.head()
    const half_ms = ((target.heartbeat_interval_s ?? 1) * 1000) / 2
    for (let spent_ms = 0; spent_ms < busyWindow_ms(target); spent_ms += half_ms) {
      await Promise.all([publish(`${spent_ms}`), wait(half_ms)])
    }
  },
)
