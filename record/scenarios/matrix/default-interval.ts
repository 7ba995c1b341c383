import { scenario } from '../../scenario.js'
import type { Target } from '../../target.js'

const watched_ms = ({ quick }: Target): number => (quick ? 5_600 : 11_000)

/** HB-01: the stream is requested without heartbeat_interval. */
export const defaultInterval = scenario(
  'default-interval',
  {
    says: 'Request the stream without heartbeat_interval and watch it.',
    kind: 'quiet',
    needs: ['homeserver'],
    timed: true,
    window_ms: watched_ms,
  },
  async ({ open, wait, target }) => {
    const stream = await open({ query: { heartbeat_interval: null } })
    await stream.head()
    await wait(watched_ms(target))
  },
)
