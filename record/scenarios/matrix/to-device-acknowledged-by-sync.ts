import { scenario } from '../../scenario.js'
import { usualFilter as filter } from './filters.js'

/** SEC-20: a stream's token is sent back in a /sync call of the same device. */
export const toDeviceAcknowledgedBySync = scenario(
  'to-device-acknowledged-by-sync',
  { says: "Send a stream's token to /sync while the stream is open.", kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish }) => {
    const { member: me } = await home()
    const first = await open()
    await first.receives(await publish('begin'))
    const older = first.lastEventId
    await me.sendToDevice('org.ssespec.acknowledged', { [me.user_id]: { [me.device_id]: { number: 1 } } })
    await first.receives(await publish('sent'))
    await first.holds('org.ssespec.acknowledged')
    if (older === '') return
    await me.sync({ filter, since: first.lastEventId, timeout: '0' })
    const again = await open({ label: 'again', client: 'again', lastEventId: older })
    await again.receives(await publish('again'))
  },
)
