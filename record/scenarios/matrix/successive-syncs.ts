import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

const SETTLES_MS = 600

/** SYN-01, SYN-02: everything that /sync reports happens to a user, and is followed by a stream and by successive /sync calls of another device. */
export const successiveSyncs = scenario(
  'successive-syncs',
  {
    says: 'Change everything that /sync reports, compared with a chain of /sync calls.',
    kind: 'publishing',
    needs: ['homeserver'],
  },
  async ({ open, home, publish, note, wait, target }) => {
    const { member: me, room } = await home()
    const { member: friend, room: theirs } = await home('friend')
    note('own', room)
    note('theirs', theirs)
    const twin = await me.otherDevice()
    const stream = await open({ label: 'stream', client: 'client' })
    await stream.events(1)
    const pair = { stream, chain: twin.chain('client', asStreams(target)) }
    await bothTell(await publish('both are there'), pair)

    await friend.join(room)
    const spoken = await friend.say(room, 'a message')
    await friend.say(room, 'another')
    await me.redact(room, spoken)
    await me.setState(room, 'm.room.topic', '', { topic: 'a <topic> & more' })
    await me.setState(room, 'org.ssespec.state', 'a key', { value: 1 })
    await friend.setDisplayName('A Friend')
    await friend.type(room, true)
    await friend.receipt(room, await me.say(room, 'to be read'))
    await me.setAccountData('org.ssespec.data', { value: 1 })
    await me.setAccountData('org.ssespec.data', { value: 2 })
    await me.setAccountData('m.tag', { tags: { 'u.work': { order: 0.5 } } }, room)
    await friend.sendToDevice('org.ssespec.greeting', { [me.user_id]: { '*': { number: 1 } } })
    await friend.sendToDevice('org.ssespec.greeting', { [me.user_id]: { '*': { number: 2 } } })
    await friend.setPresence('unavailable', 'away')

    await friend.invite(theirs, me.user_id)
    const closed = await friend.createRoom({ preset: 'private_chat', name: 'closed' })
    note('closed', closed)
    await friend.invite(closed, me.user_id)
    await bothTell(await publish('invited'), pair)
    await me.join(theirs)
    await friend.say(theirs, 'welcome')
    await me.leave(closed)
    const knockable = await friend.createRoom({
      initial_state: [{ type: 'm.room.join_rules', state_key: '', content: { join_rule: 'knock' } }],
    })
    note('knockable', knockable)
    await me.knock(knockable)
    await bothTell(await publish('knocked'), pair)
    await me.leave(theirs)
    await friend.type(room, false)
    await wait(SETTLES_MS)
    await bothTell(await publish('the end'), pair)
  },
)
