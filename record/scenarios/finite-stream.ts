import { scenario } from '../scenario.js'
import { completionWindow_ms } from '../windows.js'

/**
 * HTTP-09b, HTTP-10b, HTTP-21b, FRM-27, LIF-12: the configured request opens a stream that ends by itself; twice, to check that both behave the same.
 */
export const finiteStream = scenario(
  'finite-stream',
  {
    says: 'Open a stream with the configured request and watch it end.',
    kind: 'quiet',
    needs: ['request'],
    window_ms: completionWindow_ms,
    timed: true,
  },
  async ({ open, target }) => {
    const streams = await Promise.all(['first', 'second'].map(label => open({ label, client: label, limit_bytes: 32 << 20 })))
    await Promise.all(streams.map(stream => stream.ended(completionWindow_ms(target))))
  },
)
