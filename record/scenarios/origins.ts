import { scenario } from '../scenario.js'
import { takesToken } from '../target.js'

/** HTTP-17, HTTP-25: the stream, and an error, requested by pages of two origins. */
export const origins = scenario(
  'origins',
  { says: 'Request the stream and an error from two origins.', kind: 'quiet', needs: ['endless'] },
  async ({ probe, target }) => {
    const one = { Origin: 'https://one.example' }
    const elsewhere = (usual: string) => usual.replace(/(?=\?|$)/, '/ssespec-no-such-path')
    const streams = await Promise.all([
      probe('one', { fields: one }),
      probe('two', { fields: { Origin: 'https://two.example' } }),
      takesToken(target) ? probe('error', { fields: { ...one, Authorization: null } }) : probe('error', { fields: one, target: elsewhere }),
    ])
    await Promise.all(streams.map(stream => stream.head()))
  },
)
