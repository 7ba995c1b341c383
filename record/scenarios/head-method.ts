import { scenario } from '../scenario.js'

const BODY_MS = 400

/** HTTP-14: a HEAD request, and another one on the same connection. */
export const headMethod = scenario(
  'head-method',
  { says: 'Send HEAD twice on one connection.', kind: 'quiet', needs: ['endless'], window_ms: () => BODY_MS },
  async ({ probe, wait }) => {
    const stream = await probe('HEAD', { method: 'HEAD' })
    await stream.head()
    await wait(BODY_MS)
    await stream.again()
  },
)
