import { scenario } from '../../scenario.js'
import type { Target } from '../../target.js'

const watched_ms = ({ quick }: Target): number => (quick ? 3_600 : 6_600)

/** HB-09b: the stream is requested with a heartbeat_interval of 1.5 s. */
export const fractionalInterval = scenario(
  'fractional-interval',
  {
    says: 'Request the stream with a heartbeat_interval of 1.5 and watch it.',
    kind: 'quiet',
    needs: ['homeserver'],
    timed: true,
    window_ms: watched_ms,
  },
  async ({ open, wait, target }) => {
    const stream = await open({ query: { heartbeat_interval: '1.5' } })
    await stream.head()
    if (stream.status === 200) await wait(watched_ms(target))
  },
)
