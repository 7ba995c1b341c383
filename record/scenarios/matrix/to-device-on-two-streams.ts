import { scenario } from '../../scenario.js'

/** RES-12b: a message reaches both streams of a device. */
export const toDeviceOnTwoStreams = scenario(
  'to-device-on-two-streams',
  { says: 'Send to-device messages while one device has two streams.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, marker }) => {
    const { member: me } = await home()
    const streams = await Promise.all(['older', 'newer'].map(label => open({ label, client: label })))
    const begin = await publish('begin')
    await Promise.all(streams.map(stream => stream.receives(begin)))
    for (const number of [1, 2, 3]) {
      await me.sendToDevice('org.ssespec.greeting', { [me.user_id]: { [me.device_id]: { text: `${marker} greeting ${number}` } } })
    }
    const end = await publish('end')
    await Promise.all(streams.flatMap(stream => [stream.receives(end), stream.holds(`${marker} greeting 3`)]))
  },
)
