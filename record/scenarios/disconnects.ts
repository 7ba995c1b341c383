import { scenario } from '../scenario.js'

const STREAMS = 200
const AT_ONCE = 20

/** LIF-01: two hundred streams are opened and cut, and the server's metrics are read before and after. */
export const disconnects = scenario(
  'disconnects',
  { says: 'Open and cut two hundred streams.', kind: 'heavy', needs: ['endless', 'metrics'] },
  async ({ open, metrics, wait }) => {
    await metrics('before')
    for (let opened = 0; opened < STREAMS; opened += AT_ONCE) {
      const streams = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => open({ client: `${opened + index}`, limit_bytes: 1 << 16 })),
      )
      await Promise.all(streams.map(stream => stream.head()))
      for (const stream of streams) stream.cut()
    }
    // The server may notice only when a heartbeat fails.
    await wait(1200)
    await metrics('after')
  },
)
