import { scenario } from '../scenario.js'
import { takesToken } from '../target.js'

const ORIGIN = 'https://app.example'

/** HTTP-15, HTTP-16, HTTP-16b, HTTP-24: OPTIONS, the preflights that a browser sends for a fetch client, and the stream request that would follow. */
export const optionsMethod = scenario(
  'options-method',
  { says: 'Send OPTIONS, plain and as a preflight.', kind: 'quiet', needs: ['endless'] },
  async ({ probe, target }) => {
    // One preflight per kind of client, so that refusing one field does not affect the verdict on another.
    const preflight = (label: string, asked: string) =>
      probe(label, {
        method: 'OPTIONS',
        fields: {
          Authorization: null,
          'Last-Event-ID': null,
          Origin: ORIGIN,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': asked,
        },
      })
    const all = await Promise.all([
      probe('OPTIONS', { method: 'OPTIONS' }),
      preflight('preflight', takesToken(target) ? 'authorization,last-event-id' : 'last-event-id'),
      preflight('preflight for Cache-Control', 'cache-control'),
      probe('GET', { fields: { Origin: ORIGIN } }),
    ])
    await Promise.all(all.map(stream => stream.head()))
  },
)
