import { scenario } from '../../scenario.js'
import { asStreams, bothHold, bothTell } from './beside.js'

const WITHIN_MS = 2_500

/** SYN-14, SYN-15: typing, receipts and account data change while no timeline does. */
export const liveSections = scenario(
  'live-sections',
  { says: 'Change only typing, receipts and account data.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target, marker }) => {
    const { member: me, room } = await home()
    const { member: friend } = await home('friend')
    note('own', room)
    await friend.join(room)
    const stream = await open({ label: 'stream', client: 'client' })
    await stream.events(1)
    const pair = { stream, chain: me.chain('client', asStreams(target)) }
    await bothTell(await publish('both are there'), pair)
    const read = await me.say(room, `to be read ${marker}`)
    await bothHold(pair, `to be read ${marker}`)

    await friend.type(room, true)
    await bothHold(pair, 'm.typing', WITHIN_MS)
    await friend.receipt(room, read)
    await bothHold(pair, 'm.receipt', WITHIN_MS)
    await me.setAccountData('org.ssespec.live', { value: 1 })
    await bothHold(pair, 'org.ssespec.live', WITHIN_MS)
    await me.setAccountData('org.ssespec.live', { value: 'changed' })
    await bothHold(pair, 'changed', WITHIN_MS)
    await me.setAccountData('org.ssespec.of.the.room', { value: 1 }, room)
    await bothHold(pair, 'org.ssespec.of.the.room', WITHIN_MS)
  },
)
