import { scenario } from '../../scenario.js'

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']

/** HTTP-13e, HTTP-15b, HTTP-23d: other methods and an unknown path, without a token. */
export const withoutAToken = scenario(
  'without-a-token',
  { says: 'Send other methods, and request an unknown path, without a token.', kind: 'quiet', needs: ['homeserver'] },
  async ({ probe }) => {
    const streams = await Promise.all([
      ...METHODS.map(method => probe(method, { method, fields: { Authorization: null, 'Content-Length': '0' } })),
      // Without Origin too, so that it is not a preflight.
      probe('OPTIONS', { method: 'OPTIONS', fields: { Authorization: null } }),
      probe('no-such-path', {
        fields: { Authorization: null },
        target: usual => usual.replace(/(?=\?|$)/, '/ssespec-no-such-path'),
      }),
    ])
    await Promise.all(streams.map(stream => stream.head()))
  },
)
