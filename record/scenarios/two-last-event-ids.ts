import { scenario } from '../scenario.js'

/** RES-18: the field sent twice, with different values. */
export const twoLastEventIds = scenario(
  'two-last-event-ids',
  { says: 'Send two Last-Event-ID headers.', kind: 'quiet', needs: ['endless'] },
  async ({ probe }) => {
    const streams = await Promise.all([probe('usual'), probe('twice', { fields: { 'Last-Event-ID': ['ssespec-one', 'ssespec-two'] } })])
    await Promise.all(streams.map(stream => stream.head()))
  },
)
