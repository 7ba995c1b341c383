import { scenario } from '../../scenario.js'
import { asStreams, bothHold, bothTell } from './beside.js'

const TYPE = 'org.ssespec.numbered'

/** SYN-09: to-device messages are queued before the stream opens, and more arrive while it is open. */
export const toDeviceOrder = scenario(
  'to-device-order',
  { says: 'Send many to-device messages before the stream opens and while it is open.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, target }) => {
    const { member: me } = await home()
    const { member: friend } = await home('friend')
    const twin = await me.otherDevice()
    const [before, all] = target.quick ? [60, 90] : [60, 150]
    const send = (number: number, text: string) => friend.sendToDevice(TYPE, { [me.user_id]: { '*': { number, text } } })
    for (let number = 1; number <= before; number++) await send(number, number === before ? 'the last of the queue' : '')
    const stream = await open({ label: 'stream', client: 'client' })
    const pair = { stream, chain: twin.chain('client', asStreams(target)) }
    await bothHold(pair, 'the last of the queue')
    for (let number = before + 1; number <= all; number++) await send(number, number === all ? 'the last of all' : '')
    await bothHold(pair, 'the last of all')
    await bothTell(await publish('the end'), pair)
  },
)
