import { scenario } from '../../scenario.js'

const WITHIN_MS = 5000

/** HOP-30: a client that closes its connection, and one whose connection is reset. */
export const hopClientLeaves = scenario(
  'hop-client-leaves',
  { says: 'Close the client’s connection to the hop.', kind: 'quiet', needs: ['hop'], window_ms: () => WITHIN_MS },
  async ({ through }) => {
    await Promise.all(
      (['closed', 'reset'] as const).map(async label => {
        const { client, origin } = await through(label)
        if (origin === undefined) return
        origin.head()
        origin.write('data: first\n\n')
        await client.events(1)
        if (label === 'closed') client.done()
        else client.cut()
        await origin.left(WITHIN_MS)
      }),
    )
  },
)
