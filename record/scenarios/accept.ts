import { scenario } from '../scenario.js'

/** HTTP-20: no Accept field, and one that takes anything. */
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
