import { scenario } from '../../scenario.js'
import type { Target } from '../../target.js'

const watched_ms = ({ quick }: Target): number => (quick ? 3_600 : 6_600)

/** HB-13: a device has two streams, each with its own requested interval. */
export const twoIntervals = scenario(
  'two-intervals',
  {
    says: 'Request intervals of 1 and 3 on two streams of one device and watch them.',
    kind: 'quiet',
    needs: ['homeserver'],
    timed: true,
    window_ms: watched_ms,
  },
  async ({ open, wait, target }) => {
    for (const heartbeat_interval of ['1', '3']) {
      const stream = await open({ label: heartbeat_interval, client: heartbeat_interval, query: { heartbeat_interval } })
      await stream.head()
    }
    await wait(watched_ms(target))
  },
)
