import { scenario } from '../scenario.js'

/** HTTP-20: a request without Accept, and one that accepts anything. */
export const accept = scenario(
  'accept',
  { says: 'Request the stream without Accept, and with */*.', kind: 'quiet', needs: ['endless'] },
  async ({ probe }) => {
    const streams = await Promise.all([
      probe('usual'),
      probe('missing', { fields: { Accept: null } }),
      probe('any', { fields: { Accept: '*/*' } }),
    ])
    await Promise.all(streams.map(stream => stream.head()))
  },
)
