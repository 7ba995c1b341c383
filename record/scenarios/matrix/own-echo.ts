import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

/** SYN-19: a device sees its own message, one from another device of its user, and one from another user. */
export const ownEcho = scenario(
  'own-echo',
  { says: 'Send from a device, from another device of the user, and from another user.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target }) => {
    const { member: me, room } = await home()
    const { member: friend } = await home('friend')
    note('own', room)
    await friend.join(room)
    const twin = await me.otherDevice()
    const stream = await open({ label: 'stream', client: 'client' })
    await stream.events(1)
    const pair = { stream, chain: me.chain('client', asStreams(target)) }
    await bothTell(await publish('both are there'), pair)
    await me.say(room, 'by this device')
    await twin.say(room, 'by another device')
    await friend.say(room, 'by another user')
    await bothTell(await publish('the end'), pair)
  },
)
