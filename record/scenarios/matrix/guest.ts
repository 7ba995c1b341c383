import { scenario } from '../../scenario.js'
import { usualFilter as filter } from './filters.js'

/** SEC-09: a guest requests the stream, and /sync. */
export const guestScenario = scenario(
  'guest',
  { says: 'Request the stream and /sync as a guest.', kind: 'quiet', needs: ['homeserver'] },
  async ({ probe, home }) => {
    const { member: me } = await home()
    const guest = await me.guest()
    if (guest === undefined) return
    await guest.call('GET', `/sync?${new URLSearchParams({ timeout: '0', filter })}`, undefined, 'sync of the guest')
    const stream = await probe('guest', { as: guest })
    await stream.head()
  },
)
