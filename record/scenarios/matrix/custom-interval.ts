import { scenario } from '../../scenario.js'
import type { Target } from '../../target.js'

const watched_ms = ({ quick }: Target): number => (quick ? 4_600 : 8_600)

/** HB-02: the stream is requested with a heartbeat_interval of two seconds. */
export const customInterval = scenario(
  'custom-interval',
  {
    says: 'Request the stream with a heartbeat_interval of 2 and watch it.',
    kind: 'quiet',
    needs: ['homeserver'],
    timed: true,
    window_ms: watched_ms,
  },
  async ({ open, wait, target }) => {
    const stream = await open({ query: { heartbeat_interval: '2' } })
    await stream.head()
    await wait(watched_ms(target))
  },
)
