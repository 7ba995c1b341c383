import { scenario } from '../../scenario.js'

const EVENTS = 12
const LARGE = 6
const LARGE_BYTES = 50_000
// Longer than a server may batch events for.
const PAUSE_MS = 120

/** SYN-17b: twelve events, one at a time, one of them large. */
export const twelveEvents = scenario(
  'twelve-events',
  { says: 'Publish twelve events one at a time, the sixth a large one.', kind: 'publishing', timed: true, needs: ['homeserver'] },
  async ({ open, publish, wait }) => {
    const stream = await open()
    await stream.events(1)
    for (let number = 1; number <= EVENTS; number++) {
      await stream.receives(await publish(`event ${number}`, number === LARGE ? { bytes: LARGE_BYTES } : {}))
      await wait(PAUSE_MS)
    }
  },
)
