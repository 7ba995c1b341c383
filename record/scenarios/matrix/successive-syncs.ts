import type { Chain } from '../../matrix/chain.js'
import type { Stream } from '../../scenario.js'
import { scenario } from '../../scenario.js'

const SETTLES_MS = 600

/** Both the stream and the chain hold the text. */
const bothHold = async (stream: Stream, chain: Chain, publication: Parameters<Stream['receives']>[0]): Promise<void> => {
  await Promise.all([stream.receives(publication), chain.holds(publication.marker)])
}

/** SYN-02: everything that /sync tells of happens to a user, who follows it by a stream and by successive /sync calls of another device. */
export const successiveSyncs = scenario(
  'successive-syncs',
  {
    says: 'All that /sync tells of happens, beside a chain of /sync calls.',
    kind: 'publishing',
    needs: ['homeserver'],
  },
  async ({ open, home, publish, note, wait }) => {
    const { member: me, room } = await home()
    const { member: friend, room: theirs } = await home('friend')
    note('own', room)
    note('theirs', theirs)
    const twin = await me.otherDevice()
    const stream = await open({ client: 'client' })
    await stream.events(1)
    const chain = twin.chain('client', { filter: JSON.stringify({ room: { timeline: { limit: 100 } } }) })
    await bothHold(stream, chain, await publish('both are there'))

    await friend.join(room)
    const spoken = await friend.say(room, 'a message')
    await friend.say(room, 'another')
    await me.redact(room, spoken)
    await me.setState(room, 'm.room.topic', '', { topic: 'a topic' })
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
    await bothHold(stream, chain, await publish('invited'))
    await me.join(theirs)
    await friend.say(theirs, 'welcome')
    const closed = await friend.createRoom({ preset: 'private_chat', name: 'closed' })
    note('closed', closed)
    await friend.invite(closed, me.user_id)
    await me.leave(closed)
    const knockable = await friend.createRoom({
      initial_state: [{ type: 'm.room.join_rules', state_key: '', content: { join_rule: 'knock' } }],
    })
    note('knockable', knockable)
    await me.knock(knockable)
    await bothHold(stream, chain, await publish('knocked'))
    await me.leave(theirs)
    await friend.type(room, false)
    await wait(SETTLES_MS)
    await bothHold(stream, chain, await publish('the end'))
  },
)
