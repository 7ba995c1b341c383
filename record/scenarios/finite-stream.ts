import { scenario } from '../scenario.js'

const ENDS_WITHIN_MS = 30_000

/** A stream that ends by itself, opened by the configured request; twice, to see both alike. */
export const finiteStream = scenario(
  'finite-stream',
  {
    says: 'The configured request opens a stream, which ends by itself.',
    kind: 'quiet',
    needs: ['request'],
    window_ms: () => ENDS_WITHIN_MS,
  },
  async ({ open }) => {
    for (const label of ['first', 'second']) {
      const stream = await open({ label, client: label, limit_bytes: 32 << 20 })
      await stream.ended(ENDS_WITHIN_MS)
    }
  },
)
