import { scenario } from '../../scenario.js'
import { eventOf } from './events.js'
import { PROMPT } from './prompt.js'

const MIB = 1 << 20
const LIMIT_BYTES = 8 * MIB

/** HOP-04: an event of one mebibyte. */
export const hopLargeEvent = scenario(
  'hop-large-event',
  { says: 'Send a large event through the hop.', kind: 'publishing', needs: ['hop'], timed: PROMPT },
  async ({ through }) => {
    const { client, origin } = await through('large', { limit_bytes: LIMIT_BYTES })
    if (origin === undefined) return
    origin.head()
    await client.head()
    origin.write(eventOf(MIB))
    await client.events(1)
    origin.end()
    await client.ended()
  },
)
