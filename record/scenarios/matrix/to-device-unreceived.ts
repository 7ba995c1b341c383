import { scenario } from '../../scenario.js'

// Less than any event with a message, more than the heartbeats sent meanwhile.
const INSIDE_BYTES = 80

/** RES-14: the stream is cut during a message, another is sent while the client is away, and then tokens from before and after are sent back. */
export const toDeviceUnreceived = scenario(
  'to-device-unreceived',
  {
    says: 'Send to-device messages around a cut and resume from tokens before and after them.',
    kind: 'publishing',
    needs: ['homeserver'],
  },
  async ({ open, home, publish }) => {
    const { member: me } = await home()
    const send = (type: string) => me.sendToDevice(type, { [me.user_id]: { [me.device_id]: { type } } })
    const first = await open({ label: 'first' })
    await first.receives(await publish('begin'))
    const older = first.lastEventId
    first.cutAt(first.received + INSIDE_BYTES)
    await send('org.ssespec.cut')
    await first.ended()
    await send('org.ssespec.away')
    if (older === '') return

    const second = await open({ label: 'resumed', client: 'resumed', lastEventId: older })
    await second.receives(await publish('resumed'))
    await Promise.all([second.holds('org.ssespec.away'), second.holds('org.ssespec.cut')])
    const newer = second.lastEventId
    second.cut()

    const third = await open({ label: 'not acknowledged', client: 'not acknowledged', lastEventId: older })
    await third.receives(await publish('not acknowledged'))
    await third.holds('org.ssespec.away')
    third.cut()

    const fourth = await open({ label: 'acknowledged', client: 'acknowledged', lastEventId: newer })
    await fourth.receives(await publish('acknowledged'))
  },
)
