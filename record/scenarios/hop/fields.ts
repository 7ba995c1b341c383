import { scenario } from '../../scenario.js'

/** HOP-21 to HOP-27: header fields in both directions. */
export const hopFields = scenario(
  'hop-fields',
  { says: 'Send request and response headers through the hop.', kind: 'quiet', needs: ['hop'] },
  async ({ through }) => {
    const { client, origin } = await through('fields', {
      lastEventId: 'id-4é',
      fields: {
        Authorization: 'Bearer ssespec-hop',
        Cookie: 'session=1; theme=dark',
        'X-Request-Field': 'kept',
        'X-Of-Connection': '1',
        Connection: 'X-Of-Connection',
      },
    })
    if (origin === undefined) return
    origin.head({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Response-Field': 'kept',
      'Access-Control-Allow-Origin': '*',
    })
    await client.head()
    origin.write('data: fields\n\n')
    await client.events(1)
    origin.end()
    await client.ended()
  },
)
