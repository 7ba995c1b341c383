import { scenario } from '../scenario.js'

/** HTTP-15, HTTP-16, HTTP-24: OPTIONS, and the preflight that a browser sends for a fetch client. */
export const optionsMethod = scenario(
  'options-method',
  { says: 'OPTIONS is asked for, plainly and as a preflight.', kind: 'quiet', needs: ['endless'] },
  async ({ probe }) => {
    const plain = await probe('OPTIONS', { method: 'OPTIONS' })
    const preflight = await probe('preflight', {
      method: 'OPTIONS',
      fields: {
        Authorization: null,
        'Last-Event-ID': null,
        Origin: 'https://app.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization,cache-control,last-event-id',
      },
    })
    await Promise.all([plain.head(), preflight.head()])
  },
)
