import { scenario } from '../../scenario.js'
import { PROMPT } from './prompt.js'

const COUNT = 3

/** HOP-05, HOP-12: comments, as heartbeats are sent. */
export const hopHeartbeats = scenario(
  'hop-heartbeats',
  { says: 'Send heartbeats through the hop.', kind: 'publishing', needs: ['hop'], timed: PROMPT },
  async ({ through, target }) => {
    const { client, origin } = await through('heartbeats')
    if (origin === undefined) return
    origin.head()
    await client.head()
    for (let sent = 1; sent <= COUNT; sent++) {
      origin.write(': \n\n')
      await client.comments(sent, target.tolerance.head_ms)
    }
    origin.end()
    await client.ended()
  },
)
