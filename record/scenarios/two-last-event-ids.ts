import { scenario } from '../scenario.js'

/** RES-18: the field twice, with different values. */
export const twoLastEventIds = scenario(
  'two-last-event-ids',
  { says: 'Last-Event-ID is sent twice.', kind: 'quiet', needs: ['endless'] },
  async ({ probe }) => {
    const stream = await probe('twice', { fields: { 'Last-Event-ID': ['ssespec-one', 'ssespec-two'] } })
    await stream.head()
  },
)
