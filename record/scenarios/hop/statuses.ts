import { scenario } from '../../scenario.js'

const STATUSES = [204, 401, 404, 503]

/** HOP-20: responses that are no stream. */
export const hopStatuses = scenario(
  'hop-statuses',
  { says: 'Respond to requests through the hop with other status codes.', kind: 'quiet', needs: ['hop'] },
  async ({ through }) => {
    await Promise.all(
      STATUSES.map(async status => {
        const { client, origin } = await through(String(status))
        if (origin === undefined) return
        origin.head({ 'Content-Type': 'text/plain' }, status)
        origin.end()
        await client.head()
        client.finish()
      }),
    )
  },
)
