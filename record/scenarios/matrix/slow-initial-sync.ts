import { scenario } from '../../scenario.js'

const LONGEST_MS = 10_000

/** HB-07: an unfiltered initial sync, which takes long on a large account. */
export const slowInitialSync = scenario(
  'slow-initial-sync',
  {
    says: 'Request a full initial sync.',
    kind: 'quiet',
    needs: ['homeserver'],
  },
  async ({ open }) => {
    const stream = await open({ label: 'full', query: { filter: null, full_state: 'true', heartbeat_interval: '1' } })
    if (await stream.head()) await stream.events(1, LONGEST_MS)
  },
)
