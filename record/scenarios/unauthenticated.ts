import { scenario } from '../scenario.js'

/** SEC-01, SEC-02, SEC-17, SEC-19: no token, an unknown token, and another spelling of the scheme. */
export const unauthenticated = scenario(
  'unauthenticated',
  { says: 'Request the stream without a token, and with an unknown one.', kind: 'quiet', needs: ['endless', 'token'] },
  async ({ probe }) => {
    const streams = await Promise.all([
      probe('usual'),
      probe('missing', { fields: { Authorization: null } }),
      probe('unknown', { fields: { Authorization: 'Bearer ssespec-unknown-token' } }),
      probe('lower-case', { scheme: 'bearer' }),
    ])
    await Promise.all(streams.map(stream => stream.head()))
  },
)
