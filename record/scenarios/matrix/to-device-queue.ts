import { scenario } from '../../scenario.js'

const MESSAGES = 10_000
const AT_ONCE = 20
const FILLER = 'x'.repeat(4_000)
const WINDOW_MS = 120_000

/** SEC-20b: 10,000 to-device messages are sent to a client that reads and never sends a token back. */
export const toDeviceQueue = scenario(
  'to-device-queue',
  {
    says: 'Send ten thousand to-device messages to a stream that acknowledges none.',
    kind: 'heavy',
    needs: ['homeserver', 'metrics'],
    window_ms: () => WINDOW_MS,
    long: true,
  },
  async ({ open, home, publish, metrics }) => {
    const { member: me } = await home()
    const stream = await open({ limit_bytes: 256 << 20 })
    await stream.receives(await publish('begin'))
    await metrics('before')
    for (let sent = 0; sent < MESSAGES; sent += AT_ONCE) {
      const content = { [me.user_id]: { [me.device_id]: { filler: FILLER } } }
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => me.sendToDevice('org.ssespec.filler', content)))
      if (!answers.every(({ ok }) => ok)) break
    }
    await stream.receives(await publish('end'))
    await metrics('after')
  },
)
