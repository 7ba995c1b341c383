import { scenario } from '../scenario.js'

// Longer than the 15 s of HTML §9.2.7, so that a heartbeat just after them is seen.
const WATCHED_MS = 17_000

/** HB-16: nothing is published for as long as the standard advises a stream to be silent at most. */
export const fifteenSeconds = scenario(
  'fifteen-seconds',
  {
    says: 'Publish nothing for more than 15 seconds and watch the stream.',
    kind: 'quiet',
    timed: true,
    needs: ['endless'],
    window_ms: () => WATCHED_MS,
    long: true,
  },
  async ({ open, wait }) => {
    const stream = await open()
    await stream.head()
    await wait(WATCHED_MS)
  },
)
