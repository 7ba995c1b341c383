import { scenario } from '../../scenario.js'
import { busyWindow_ms } from '../../windows.js'

const none = { not_types: ['*'] }
const filter = JSON.stringify({
  room: { timeline: none, state: none, ephemeral: none, account_data: none },
  presence: none,
  account_data: none,
})
const EVERY_MS = 500

/** HB-05: events happen that the stream's filter hides, and heartbeats are watched. */
export const hiddenEvents = scenario(
  'hidden-events',
  {
    says: "Send events that the stream's filter hides and watch the heartbeats.",
    kind: 'publishing',
    needs: ['homeserver'],
    timed: true,
    window_ms: busyWindow_ms,
  },
  async ({ open, publish, wait, target }) => {
    const stream = await open({ query: { filter, heartbeat_interval: '1' } })
    await stream.head()
    for (let spent_ms = 0; spent_ms < busyWindow_ms(target); spent_ms += EVERY_MS) {
      await Promise.all([publish(`hidden ${spent_ms}`), wait(EVERY_MS)])
    }
  },
)
