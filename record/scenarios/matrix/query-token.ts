import { scenario } from '../../scenario.js'

/** SEC-04, SEC-05: the access token in the query, alone and together with the header. */
export const queryToken = scenario(
  'query-token',
  { says: 'Send the access token in the query.', kind: 'quiet', needs: ['homeserver'] },
  async ({ probe, home }) => {
    const { member: me } = await home()
    const streams = await Promise.all([
      probe('query', { fields: { Authorization: null }, query: { access_token: me.access_token } }),
      probe('header and another in the query', { query: { access_token: 'ssespec-unknown-token' } }),
    ])
    await Promise.all(streams.map(stream => stream.head()))
  },
)
