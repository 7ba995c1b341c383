import { scenario } from '../scenario.js'

const DRIP_MS = 1000

/** SEC-14: request headers that arrive at one byte per second and never end. */
export const slowHead = scenario(
  'slow-head',
  {
    says: 'Send request headers one byte per second, without end.',
    kind: 'quiet',
    needs: ['endless'],
    window_ms: target => target.tolerance.slow_head_s * 1000,
    long: true,
  },
  async ({ probe, wait, target }) => {
    const stream = await probe('drip', { unfinished: true })
    for (
      let spent_ms = 0;
      spent_ms < target.tolerance.slow_head_s * 1000 && !stream.gone && stream.status === undefined;
      spent_ms += DRIP_MS
    ) {
      stream.write('x')
      await wait(DRIP_MS)
    }
  },
)
