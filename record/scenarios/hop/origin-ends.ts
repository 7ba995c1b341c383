import { scenario } from '../../scenario.js'

/** HOP-31, HOP-32: the origin ends a stream, or its connection is reset within one. */
export const hopOriginEnds = scenario(
  'hop-origin-ends',
  { says: 'End and reset the origin’s connection to the hop.', kind: 'quiet', needs: ['hop'] },
  async ({ through }) => {
    await Promise.all(
      (['complete', 'reset'] as const).map(async label => {
        const { client, origin } = await through(label)
        if (origin === undefined) return
        origin.head()
        origin.write('data: first\n\ndata: cut')
        await client.events(1)
        if (label === 'complete') origin.end()
        else origin.reset()
        await client.ended()
      }),
    )
  },
)
