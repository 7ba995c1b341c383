import { scenario } from '../../scenario.js'

const STREAMS = 150
const filter = JSON.stringify({ room: { timeline: { limit: 1 } }, presence: { not_types: ['*'] } })

/** SEC-10: one device opens 150 streams at once. */
export const storm = scenario(
  'storm',
  { says: 'Open a hundred and fifty streams at once from one device.', kind: 'heavy', needs: ['homeserver'], long: true },
  async ({ probe }) => {
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, (_, index) => probe(`${index + 1}`, { query: { filter }, limit_bytes: 1 << 18 })),
    )
    await Promise.all(streams.map(stream => stream.head()))
  },
)
