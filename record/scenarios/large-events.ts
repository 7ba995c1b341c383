import { scenario } from '../scenario.js'

const KIB = 1024
const sizes = { '64 KiB': 64 * KIB + 64, '1 MiB': 1024 * KIB + 64, '8 MiB': 8 * 1024 * KIB + 64 }

/** FRM-15: large payloads. */
export const largeEvents = scenario(
  'large-events',
  { says: 'Payloads of 64 KiB, 1 MiB and 8 MiB are published.', kind: 'heavy', needs: ['endless', 'publish'] },
  async ({ open, publish }) => {
    const stream = await open({ limit_bytes: 32 << 20 })
    await stream.head()
    for (const [name, bytes] of Object.entries(sizes)) {
      const publication = await publish(name, { bytes })
      if (publication.answer.ok) await stream.receives(publication)
    }
  },
)
