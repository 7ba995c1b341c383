import { scenario } from '../scenario.js'

const TEN_MINUTES_MS = 600_000

/** LIF-07: ten minutes without an event. */
export const tenMinutes = scenario(
  'ten-minutes',
  { says: 'The stream is left alone for ten minutes.', kind: 'quiet', needs: ['endless'], window_ms: () => TEN_MINUTES_MS, long: true },
  async ({ open }) => {
    const stream = await open()
    await stream.head()
    await stream.ended(TEN_MINUTES_MS)
  },
)
